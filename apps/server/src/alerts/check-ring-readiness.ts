/**
 * Looks at every main number and reception, or those of a site: raises an alert where nothing would ring, or nobody attends; clears those
 * that are over (product §6.4).
 */
import { judgeReadiness, type NumberPlan, type Unready, unattendedInWords } from '@mainline/pbx'
import {
  type Alert,
  type AlertKind,
  addJob,
  clearAlerts,
  type Database,
  type Db,
  insertAlerts,
  type LivePlan,
  loadPlans,
  type NewAlert,
  numbersAtReceptionFirst,
  type ReceptionFirst,
  type RingCandidate,
  ringCandidates,
  standingAlerts,
  unattendedSites,
} from '@mainline/storage'

/** Neighbours read with a number: candidates lie close together where many have no phone. */
const PLANS_A_PAGE = 64
const ALERTS_AT_ONCE = 1_000

/** What was found. */
export interface ReadinessReport {
  readonly looked: number
  readonly raised: readonly Alert[]
  readonly cleared: readonly Alert[]
}

/** @param now ms since the epoch */
export async function checkRingReadiness(
  database: Database,
  now: number,
  siteId?: string,
): Promise<ReadinessReport> {
  const { kysely } = database
  const candidates = await ringCandidates(kysely, now, siteId)
  const unattended = await unattendedSites(kysely, siteId)
  const plans = new PlanPages(database, now)
  const found: Readonly<Partial<Record<AlertKind, readonly NewAlert[]>>> = {
    'nothing-would-ring': await unreadyNumbers(candidates, unattended, plans, now),
    'reception-unattended': await emptyReceptions(kysely, unattended, plans, now),
  }
  return kysely.transaction().execute(async (tx) => {
    const cleared: Alert[] = []
    const raised: Alert[] = []
    for (const [kind, alerts] of Object.entries(found) as [AlertKind, readonly NewAlert[]][]) {
      const changed = await settle(tx, kind, alerts, now, siteId)
      cleared.push(...changed.cleared)
      raised.push(...changed.raised)
    }
    // Whoever is told is found when the letter is written.
    if (raised.length > 0) await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
    return { looked: candidates.length, raised, cleared }
  })
}

/** Makes the standing alerts of a kind those that were found. */
async function settle(
  tx: Db,
  kind: AlertKind,
  found: readonly NewAlert[],
  now: number,
  siteId: string | undefined,
): Promise<Pick<ReadinessReport, 'raised' | 'cleared'>> {
  const standing = (await standingAlerts(tx, kind, siteId)).map(({ subject }) => subject)
  const subjects = new Set(found.map(({ subject }) => subject))
  const over = standing.filter((subject) => !subjects.has(subject))
  const cleared = await clearAlerts(tx, kind, over, now)
  const known = new Set(standing)
  const fresh = found.filter(({ subject }) => !known.has(subject))
  const raised: Alert[] = []
  for (let from = 0; from < fresh.length; from += ALERTS_AT_ONCE)
    raised.push(...(await insertAlerts(tx, fresh.slice(from, from + ALERTS_AT_ONCE))))
  return { raised, cleared }
}

/** Plans of numbers that are asked for in order. */
class PlanPages {
  readonly #database: Database
  readonly #now: number
  readonly #page = new Map<string, LivePlan>()

  constructor(database: Database, now: number) {
    this.#database = database
    this.#now = now
  }

  async of(e164: string): Promise<LivePlan | undefined> {
    if (!this.#page.has(e164)) {
      this.#page.clear()
      for (const live of await loadPlans(this.#database.pool, e164, this.#now, PLANS_A_PAGE))
        this.#page.set(live.plan.e164, live)
    }
    return this.#page.get(e164)
  }
}

async function unreadyNumbers(
  candidates: readonly RingCandidate[],
  unattended: ReadonlySet<string>,
  plans: PlanPages,
  now: number,
): Promise<NewAlert[]> {
  const alerts: NewAlert[] = []
  for (const candidate of candidates) {
    const live = await plans.of(candidate.e164)
    const unready = live && judgeLive(live, candidate, unattended.has(candidate.siteId) ? 0 : 1, now)
    // An empty reception is told of once, not once for each number.
    if (unready && unready.reason !== 'no-seat') alerts.push(alertFor(candidate, unready, now))
  }
  return alerts
}

function judgeLive(
  { plan, devices }: LivePlan,
  { leadMinutes }: RingCandidate,
  readySeats: number,
  now: number,
): Unready | undefined {
  const registered = devices.filter(({ registrations }) => registrations.length > 0)
  const reach = (numberId: string) => registered.filter((device) => device.numberId === numberId)
  return judgeReadiness({ number: plan, now, leadMinutes, reach, readySeats })
}

const alertFor = (candidate: RingCandidate, { words, reason, opensAt }: Unready, now: number): NewAlert => ({
  kind: 'nothing-would-ring',
  subject: candidate.numberId,
  severity: 'warning',
  words,
  data: { reason, opensAt: new Date(opensAt).toISOString() },
  operatorId: candidate.operatorId,
  siteId: candidate.siteId,
  organizationId: candidate.organizationId,
  numberId: candidate.numberId,
  at: now,
})

async function emptyReceptions(
  db: Db,
  unattended: ReadonlySet<string>,
  plans: PlanPages,
  now: number,
): Promise<NewAlert[]> {
  const waiting = new Map<string, { at: ReceptionFirst; numbers: number }>()
  for (const at of await numbersAtReceptionFirst(db, unattended)) {
    const live = await plans.of(at.e164)
    if (!live || !leadsToNobody(live.plan, now)) continue
    waiting.set(at.siteId, { at, numbers: (waiting.get(at.siteId)?.numbers ?? 0) + 1 })
  }
  return [...waiting.values()].map(({ at, numbers }) => ({
    kind: 'reception-unattended',
    subject: at.siteId,
    severity: 'warning',
    words: unattendedInWords(at.siteName, numbers),
    data: { numbers },
    operatorId: at.operatorId,
    siteId: at.siteId,
    organizationId: null,
    numberId: null,
    at: now,
  }))
}

/** It is open, and rings first where nobody is. Ahead of the opening nobody need be there. */
const leadsToNobody = (number: NumberPlan, now: number): boolean =>
  judgeReadiness({ number, now, leadMinutes: 0, reach: () => [], readySeats: 0 })?.reason === 'no-seat'
