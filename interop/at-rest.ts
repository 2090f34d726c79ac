/** Whether the engine has let go of everything: no test or load may leave a call, transaction, timer or port behind. */
import { until } from './peers/waiting.ts'
import type { ServerFixture } from './server-fixture.ts'

/** `calls`: what lives as long as a call. `everything`: also what RFC 3261's timers keep for half a minute after it. */
export type RestKind = 'calls' | 'everything'

/**
 * What a peer may hold: 64 × T1 until its missing ACK ends the call, as long again until our BYE is given up
 * (RFC 3261 §13.3.1.4, §17.1.2.2); and for everything the linger of the last transaction.
 */
const PATIENCE_MS = { calls: 90_000, everything: 120_000 } as const

/** The counters that are not back to zero after the time that they may take; empty is what is wanted. */
export async function atRest(
  server: Pick<ServerFixture, 'api'>,
  kind: RestKind,
): Promise<Record<string, number>> {
  let left: Record<string, number> = {}
  try {
    await until(
      'the engine to be at rest',
      async () => {
        left = pick(await server.api.get<EngineStatus>('/engine'), kind)
        return Object.keys(left).length === 0
      },
      PATIENCE_MS[kind],
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
