/** Lists calls that are going on. */
import type * as contract from '@mainline/contract'
import type { Principal } from '@mainline/contract'
import type { Db } from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import type { EngineStatus, LiveCall } from '../../http/ports.ts'

export const listLiveCalls =
  ({ engine }: { engine: EngineStatus }): Handler<typeof contract.listLiveCalls> =>
  async ({ query: { siteId, organizationId, numberId, state, limit } }, { db, principal }) => {
    const asked = (await engine.liveCalls()).filter(
      (call) =>
        // It is over, and waits for the last answers to its requests.
        call.state !== 'finished' &&
        (siteId ?? call.siteId) === call.siteId &&
        (organizationId ?? call.organizationId) === call.organizationId &&
        (numberId ?? call.numberId) === call.numberId &&
        (state ?? call.state) === call.state,
    )
    const own = asked.filter((call) => isOf(principal, call))
    const calls = principal.role === 'provider-admin' ? own : await toVisibleNumbers(db, own)
    return { total: calls.length, items: calls.slice(0, limit) }
  }

/** A number may have gone to another company since it was called. */
const isOf = ({ organizationId }: Principal, call: LiveCall): boolean =>
  organizationId === null || call.organizationId === organizationId

/** The engine knows no tenants: whose calls these are is asked of the database, which shows the principal's numbers. */
async function toVisibleNumbers(db: Db, calls: readonly LiveCall[]): Promise<LiveCall[]> {
  const called = [...new Set(calls.flatMap(({ numberId }) => numberId ?? []))]
  if (called.length === 0) return []
  const rows = await db.selectFrom('numbers').select('id').where('id', 'in', called).execute()
  const visible = new Set(rows.map((row) => row.id))
  return calls.filter(({ numberId }) => numberId !== null && visible.has(numberId))
}
