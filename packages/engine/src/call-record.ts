/** The one record of a call (C13), put together from what the core knows and what media measured. */
import type { CallRecord as CoreRecord } from '@mainline/pbx'
import type { LiveCall } from './live-call.ts'
import type { MediaStatistics } from './media-port.ts'
import type { CallRecord, ReceptionRecord } from './ports.ts'

export interface PartyStatistics {
  readonly party: 'caller' | 'callee'
  readonly statistics: MediaStatistics
}

const answered: ReadonlySet<CallRecord['result']> = new Set([
  'answered-by-member',
  'answered-by-reception',
  'forwarded',
  'called-out',
])

/** The final record of a call. */
export function toCallRecord(
  call: LiveCall,
  core: CoreRecord,
  statistics: readonly PartyStatistics[],
): CallRecord {
  const { result, reason, by } = core.termination
  return {
    ...whoAndWhere(call),
    startedAt: core.arrivedAt,
    answeredAt: core.answeredAt ?? null,
    endedAt: core.endedAt,
    result,
    reason,
    // Who is named otherwise is a mailbox, or whoever ended the call.
    answeredBy: (answered.has(result) && by) || null,
    path: core.path,
    legs: core.legs,
    reception: receptionOf(call, core.endedAt),
    codecs: codecsOf(statistics),
    ladder: null,
    mediaStats:
      statistics.length === 0 ? null : statistics.map((each) => ({ party: each.party, ...each.statistics })),
  }
}

function receptionOf({ state }: LiveCall, endedAt: number): ReceptionRecord | null {
  const { reception } = state
  if (!reception) return null
  const { siteId, since, seat, waitedMs = endedAt - since } = reception
  return { siteId, waitedMs, seatId: seat?.id ?? null, seatName: seat?.name ?? null }
}

/** What stands if the process dies before the end of an answered call, or a bug of ours ends it. */
export function toInterruptedRecord(call: LiveCall, answeredAt: number | undefined): CallRecord {
  const { arrivedAt, path, legs, partner } = call.state
  const now = call.now()
  return {
    ...whoAndWhere(call),
    startedAt: arrivedAt,
    answeredAt: answeredAt ?? null,
    endedAt: now,
    result: partner?.result ?? 'ended-by-us',
    reason: 'engine-lost',
    answeredBy: partner?.name || null,
    path,
    legs,
    reception: receptionOf(call, now),
    codecs: null,
    ladder: null,
    mediaStats: null,
  }
}

function whoAndWhere(call: LiveCall) {
  const { origin, state } = call
  const { plan } = state
  const { number, device } = origin
  // What a phone dials that is nobody's number is a call of the company that the phone is of.
  const where = number?.plan ?? device
  return {
    callId: origin.id,
    operatorId: (number ?? device)?.operatorId ?? null,
    siteId: where?.siteId ?? null,
    organizationId: where?.organizationId ?? null,
    // The voice portal is no number; a call out is one of the number that makes it.
    numberId: (plan.outgoing ? device : where)?.numberId || null,
    outgoing: plan.outgoing?.class ?? null,
    trunkId: origin.trunk?.id ?? call.wayOut?.id ?? null,
    sipCallId: call.sipCallId,
    callerNumber: origin.identity.number ?? null,
    callerName: origin.identity.name ?? null,
    calledNumber: plan.number.e164,
    settingsVersion: plan.settingsVersion === 0 ? null : plan.settingsVersion,
    outOfHours: plan.number.kind === 'main' && plan.route.steps.length > 0 ? !plan.ruling.open : null,
  }
}

function codecsOf(statistics: readonly PartyStatistics[]): readonly string[] | null {
  const codecs = new Set(statistics.flatMap(({ statistics: { codec } }) => codec ?? []))
  return codecs.size === 0 ? null : [...codecs]
}
