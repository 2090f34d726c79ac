/** Lists calls that are going on. */
import type * as contract from '@mainline/contract'
import type { Handler } from '../../http/handler.ts'
import type { EngineStatus } from '../../http/ports.ts'

export const listLiveCalls =
  ({ engine }: { engine: EngineStatus }): Handler<typeof contract.listLiveCalls> =>
  async ({ query: { siteId, organizationId, numberId, limit } }) => {
    const calls = (await engine.liveCalls()).filter(
      (call) =>
        (siteId ?? call.siteId) === call.siteId &&
        (organizationId ?? call.organizationId) === call.organizationId &&
        (numberId ?? call.numberId) === call.numberId,
    )
    return { total: calls.length, items: calls.slice(0, limit) }
  }
