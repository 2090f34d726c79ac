/** What the engine holds now. */
import type * as contract from '@mainline/contract'
import type { Handler } from '../../http/handler.ts'
import type { EngineStatus } from '../../http/ports.ts'

export const getEngineStatus =
  ({ engine }: { engine: EngineStatus }): Handler<typeof contract.getEngineStatus> =>
  async () =>
    engine.counters()
