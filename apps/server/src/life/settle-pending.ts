/**
 * Numbers and journeys whose server died while they waited for the engines (N5): confirmed now, or given up. A number
 * that is taken back by this says so to nobody: it is RESERVED again, and can be activated anew.
 */
import {
  abandonActivation,
  confirmPending,
  type Database,
  pendingNumbers,
  unfinishedJourneys,
} from '@mainline/storage'
import type { RouteAcknowledgement } from '../http/ports.ts'
import { finishJourney } from './finish-journey.ts'

/** What one look came to. */
export interface Settled {
  readonly confirmed: number
  readonly abandoned: number
  readonly journeys: number
}

export interface SettleOptions {
  /** Whoever waits for less than this, ms, has a server that sees to it. */
  readonly olderThanMs: number
  /** How long engines may take, ms. */
  readonly confirmationMs: number
}

/** Looks at all that waits, once. */
export async function settlePending(
  database: Pick<Database, 'kysely'>,
  routing: RouteAcknowledgement,
  { olderThanMs, confirmationMs }: SettleOptions,
): Promise<Settled> {
  const { kysely: db } = database
  const before = Date.now() - olderThanMs
  const journeys = (await unfinishedJourneys(db)).filter(({ startedAt }) => startedAt <= before)
  const ofJourneys = new Set(journeys.flatMap(({ steps }) => steps.map(({ numberId }) => numberId)))
  const numbers = (await pendingNumbers(db, before)).filter(({ id }) => !ofJourneys.has(id))
  if (journeys.length === 0 && numbers.length === 0) return { confirmed: 0, abandoned: 0, journeys: 0 }
  const obedience = await routing.obeyed(confirmationMs)
  for (const journey of journeys) await finishJourney(db, journey, obedience)
  for (const { id, pendingTarget } of numbers) {
    if (obedience.obeyed) await confirmPending(db, id, obedience.silent)
    // One on its way down still receives, and waits on.
    else if (pendingTarget === 'ACTIVE') await abandonActivation(db, id)
  }
  const confirmed = obedience.obeyed ? numbers.length : 0
  return { confirmed, abandoned: numbers.length - confirmed, journeys: journeys.length }
}
