/** Looks at every main number, or those of a site: raises an alert where nothing would ring, clears those that are over. */
import { judgeReadiness, type Unready } from '@mainline/pbx'
import {
  type Alert,
  addJob,
  clearAlerts,
  type Database,
  insertAlerts,
  type LivePlan,
  loadPlans,
  type NewAlert,
  type RingCandidate,
  ringCandidates,
  standingAlerts,
} from '@mainline/storage'

const kind = 'nothing-would-ring'

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
  const alerts = await judge(database, candidates, now)
  const unready = new Set(alerts.map(({ subject }) => subject))
  const standing = await standingAlerts(kysely, kind, siteId)
  const over = standing.map(({ subject }) => subject).filter((subject) => !unready.has(subject))
  const known = new Set(standing.map(({ subject }) => subject))
  const fresh = alerts.filter(({ subject }) => !known.has(subject))
  return kysely.transaction().execute(async (tx) => {
    const cleared = await clearAlerts(tx, kind, over, now)
    const raised: Alert[] = []
    for (let from = 0; from < fresh.length; from += ALERTS_AT_ONCE)
      raised.push(...(await insertAlerts(tx, fresh.slice(from, from + ALERTS_AT_ONCE))))
    // Whoever is told is found when the letter is written.
    if (raised.length > 0) await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
    return { looked: candidates.length, raised, cleared }
  })
}

async function judge(
  database: Database,
  candidates: readonly RingCandidate[],
  now: number,
): Promise<NewAlert[]> {
  const plans = new Map<string, LivePlan>()
  const alerts: NewAlert[] = []
  for (const candidate of candidates) {
    if (!plans.has(candidate.e164)) {
      plans.clear()
      for (const live of await loadPlans(database.pool, candidate.e164, now, PLANS_A_PAGE))
        plans.set(live.plan.e164, live)
    }
    const live = plans.get(candidate.e164)
    const unready = live && judgeLive(live, candidate, now)
    if (unready) alerts.push(alertFor(candidate, unready, now))
  }
  return alerts
}

function judgeLive(
  { plan, devices }: LivePlan,
  { leadMinutes }: RingCandidate,
  now: number,
): Unready | undefined {
  const registered = devices.filter(({ registrations }) => registrations.length > 0)
  const reach = (numberId: string) => registered.filter((device) => device.numberId === numberId)
  return judgeReadiness({ number: plan, now, leadMinutes, reach })
}

const alertFor = (candidate: RingCandidate, { words, reason, opensAt }: Unready, now: number): NewAlert => ({
  kind,
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
