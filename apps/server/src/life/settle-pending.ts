/**
 * Numbers and journeys whose server died while they waited for the engines (N5): confirmed now, or given up. A number
 * that is taken back by this is RESERVED again, and an alert says so until somebody has activated it anew. What would lead
 * callers in a circle by now is given up too, whether engines confirm it or not (M6).
 */
import {
  abandonActivation,
  addJob,
  clearAlerts,
  confirmPending,
  type Database,
  type Db,
  findNumber,
  insertAlert,
  inTransaction,
  type PhoneNumber,
  pendingNumbers,
  standingAlerts,
  takeBackJourney,
  unfinishedJourneys,
} from '@mainline/storage'
import { judgeActivation } from '../api/numbers/judge-activation.ts'
import type { Obedience, RouteAcknowledgement } from '../http/ports.ts'
import { finishJourney } from './finish-journey.ts'
import { judgeJourney } from './judge-journey.ts'

/** What one look came to. */
export interface Settled {
  readonly confirmed: number
  readonly abandoned: number
  readonly journeys: number
  /** Why numbers and journeys among those given up would have led callers in a circle, in words. */
  readonly circles: readonly string[]
}

type Needs = Pick<Database, 'kysely' | 'pool'>

export interface SettleOptions {
  /** Whoever waits for less than this, ms, has a server that sees to it. */
  readonly olderThanMs: number
  /** How long engines may take, ms. */
  readonly confirmationMs: number
}

/** Looks at all that waits, once. */
export async function settlePending(
  database: Needs,
  routing: RouteAcknowledgement,
  { olderThanMs, confirmationMs }: SettleOptions,
): Promise<Settled> {
  const { kysely: db } = database
  await clearWhatIsOver(db)
  const before = Date.now() - olderThanMs
  const journeys = (await unfinishedJourneys(db)).filter(({ startedAt }) => startedAt <= before)
  const ofJourneys = new Set(journeys.flatMap(({ steps }) => steps.map(({ numberId }) => numberId)))
  const numbers = (await pendingNumbers(db, before)).filter(({ id }) => !ofJourneys.has(id))
  const settled = { confirmed: 0, abandoned: 0, journeys: journeys.length, circles: [] as string[] }
  if (journeys.length === 0 && numbers.length === 0) return settled
  const obedience = await routing.obeyed(confirmationMs)
  for (const journey of journeys) {
    const looping = await judgeJourney(db, database, journey)
    if (looping) settled.circles.push(looping.words)
    await (looping ? takeBackJourney(db, journey, looping.words) : finishJourney(db, journey, obedience))
  }
  for (const number of numbers) {
    const looping = await settleNumber(database, number, obedience)
    if (looping !== undefined) settled.circles.push(looping)
    if (obedience.obeyed && looping === undefined) settled.confirmed++
    else settled.abandoned++
  }
  return settled
}

/** @returns what would lead its callers in a circle */
async function settleNumber(
  { kysely: db, pool }: Needs,
  number: PhoneNumber,
  { obeyed, silent }: Obedience,
): Promise<string | undefined> {
  const { id, e164, pendingTarget } = number
  // One on its way down still receives, and waits on.
  if (pendingTarget !== 'ACTIVE') {
    if (obeyed) await confirmPending(db, id, silent)
    return undefined
  }
  return inTransaction(db, async (tx) => {
    const looping = await judgeActivation({ tx, pool }, number)
    if (obeyed && !looping) await confirmPending(tx, id, silent)
    else await takeBack(tx, number, looping?.words ?? 'the call engines did not confirm it in time')
    return looping && `${e164}: ${looping.words}`
  })
}

const kind = 'activation-failed'

/** Whoever asked for it may long be gone: it stands where everybody looks. */
async function takeBack(tx: Db, number: PhoneNumber, why: string): Promise<void> {
  const { id, e164, operatorId, siteId, organizationId } = number
  await abandonActivation(tx, id)
  const raised = await insertAlert(tx, {
    kind,
    subject: id,
    severity: 'warning',
    words: `${e164} could not be activated: ${why.replace(/\.$/, '')}. It is reserved as before; activate it again.`,
    data: { why },
    operatorId,
    siteId,
    organizationId,
    numberId: id,
    at: Date.now(),
  })
  if (raised) await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
}

/** A number that is on its way again, or has been given back, needs nobody any more. */
async function clearWhatIsOver(db: Db): Promise<void> {
  const over: string[] = []
  for (const { subject } of await standingAlerts(db, kind))
    if ((await findNumber(db, subject))?.state !== 'RESERVED') over.push(subject)
  await clearAlerts(db, kind, over, Date.now())
}
