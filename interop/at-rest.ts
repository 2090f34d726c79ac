/** Whether the engine has let go of everything: no test or load may leave a call, transaction, timer or port behind. */
import { until } from './peers/waiting.ts'
import type { ServerFixture } from './server-fixture.ts'

/** `calls`: what lives as long as a call. `everything`: also what RFC 3261's timers keep for half a minute after it. */
export type RestKind = 'calls' | 'everything'

/** The counters that are not back to zero after the time that they may take; empty is what is wanted. */
export async function atRest(
  server: Pick<ServerFixture, 'api'>,
  kind: RestKind,
): Promise<Record<string, number>> {
  let left: Record<string, number> = {}
  const timeoutMs = kind === 'calls' ? 45_000 : 90_000
  try {
    await until(
      'the engine to be at rest',
      async () => {
        left = pick(await server.api.get<EngineStatus>('/engine'), kind)
        return Object.keys(left).length === 0
      },
      timeoutMs,
    )
  } catch {
    // What is left is the answer.
  }
  return left
}

interface EngineStatus {
  readonly liveCalls: number
  readonly dialogs: number
  readonly mediaPorts: number
  readonly journalBacklog: number
  readonly timers: number
  readonly transactions: Readonly<Record<string, number>>
}

function pick(engine: EngineStatus, kind: RestKind): Record<string, number> {
  const { liveCalls, dialogs, mediaPorts, journalBacklog, timers, transactions } = engine
  const calls = { liveCalls, dialogs, mediaPorts, journalBacklog }
  const gauges = kind === 'calls' ? calls : { ...calls, timers, ...transactions }
  return Object.fromEntries(Object.entries(gauges).filter(([, value]) => value !== 0))
}
