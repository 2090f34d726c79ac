/**
 * Ring readiness (product §6.4): ahead of its opening, would anything ring when somebody calls a main number? Decided by
 * the plan that a call at that instant would get.
 */
import type { DeviceTarget, NumberPlan } from './call/call-plan.ts'
import { planCall, timetableOf } from './call/plan-call.ts'
import type { Step } from './call-settings.ts'
import { eligibleMembers } from './hunt-group.ts'
import { instantInWords } from './zone-clock.ts'

export interface ReadinessRequest {
  readonly number: NumberPlan
  /** Epoch ms. */
  readonly now: number
  /** How long ahead of an opening it is looked at, minutes. */
  readonly leadMinutes: number
  /** Registration state: devices that can ring now, by number id. */
  readonly reach: (numberId: string) => readonly DeviceTarget[]
  /** Ready seats of the site's reception; undefined: not known, taken as ready. */
  readonly readySeats?: number | undefined
}

/** Nothing would ring. */
export interface Unready {
  /** When it opens, epoch ms; `now` when it is open. */
  readonly opensAt: number
  readonly reason: 'no-phone' | 'no-member' | 'no-seat'
  /** One sentence for its people. */
  readonly words: string
}

/**
 * Whether people have to be told. undefined: something would ring, the number is and stays closed for so long, or its
 * calls need nothing that rings (they are forwarded, or go to the mailbox).
 */
export function judgeReadiness(request: ReadinessRequest): Unready | undefined {
  const { number, now, leadMinutes, reach, readySeats = 1 } = request
  if (number.kind !== 'main' || number.state !== 'ACTIVE') return undefined
  const opensAt = openingWithin(number, now, now + leadMinutes * 60_000)
  if (opensAt === undefined) return undefined
  const plan = planCall({ number, at: opensAt, caller: { origin: 'trunk' }, reach, readySeats })
  const attended = readySeats > 0 || Boolean(number.reception?.overflow)
  const [first, ...others] = plan.route.steps
  const reason = whyNothingRings(number, first, plan.members.length, attended)
  if (reason === undefined) return undefined
  const next = others.find(({ target }) => target !== 'reception' || attended)
  return { opensAt, reason, words: wordsFor(number, reason, opensAt, now, next) }
}

/** `from` when it is open then, else the next opening before `to`. */
function openingWithin(number: NumberPlan, from: number, to: number): number | undefined {
  // One millisecond at least, so that what holds now is seen with no lead.
  const open = timetableOf(number)
    .rulings(from, Math.max(to, from) + 1)
    .find(({ ruling }) => ruling.open)
  return open?.from
}

function whyNothingRings(
  number: NumberPlan,
  first: Step | undefined,
  reachable: number,
  attended: boolean,
): Unready['reason'] | undefined {
  if (first?.target === 'reception') return attended ? undefined : 'no-seat'
  if (first?.target !== 'hunt-group' || reachable > 0) return undefined
  return eligibleMembers(number.members).length > 0 ? 'no-phone' : 'no-member'
}

const reasons: Readonly<Record<Unready['reason'], string>> = {
  'no-phone': 'no phone of its hunt group is registered',
  'no-member': 'its hunt group has no members',
  'no-seat': 'nobody is ready at reception',
}

const instead: Readonly<Record<Step['target'], string>> = {
  'hunt-group': 'to the hunt group',
  reception: 'to reception',
  voicemail: 'to the mailbox',
  forward: 'to the forwarding number',
}

function wordsFor(
  { e164, organizationName, zone }: NumberPlan,
  reason: Unready['reason'],
  opensAt: number,
  now: number,
  next: Step | undefined,
): string {
  const when = opensAt <= now ? 'is open' : `opens at ${instantInWords(zone, opensAt, now)}`
  const callers = next ? `Callers go ${instead[next.target]} at once` : 'Callers hear a notice at once'
  return `${e164} (${organizationName}) ${when}, and nothing would ring: ${reasons[reason]}. ${callers}.`
}

/**
 * What the people of a site are told when nobody attends to its reception.
 *
 * @param numbers main numbers that are open and lead there first
 */
export function unattendedInWords(siteName: string, numbers: number): string {
  return numbers === 1
    ? `Nobody attends to the reception of ${siteName}. One main number that is open rings there first: its callers go on to the next step at once.`
    : `Nobody attends to the reception of ${siteName}. ${numbers} main numbers that are open ring there first: their callers go on to the next step at once.`
}
