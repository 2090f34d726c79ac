/** Calls as they are stored and told of (C13). */
import type { Leg, OutgoingPlan, PathEntry, Reason, Result } from '@mainline/pbx'

/** A finished call (C13), as it is stored. Times are epoch ms. */
export interface CallRecord {
  callId: string
  operatorId: string | null
  siteId: string | null
  organizationId: string | null
  numberId: string | null
  trunkId: string | null
  sipCallId: string
  callerNumber: string | null
  callerName: string | null
  calledNumber: string
  startedAt: number
  answeredAt: number | null
  endedAt: number
  result: Result
  reason: Reason
  answeredBy: string | null
  settingsVersion: number | null
  path: readonly PathEntry[]
  legs: readonly Leg[]
  /** Of the caller, and of who took the call. */
  codecs: readonly string[] | null
  mediaStats: unknown
  /** Its SIP messages, as `readLadder` reads them; null until it is stored, and for a call of a process that died. */
  ladder: string | null
  /** What the call has to do with a reception (C7); null: nothing. */
  reception: ReceptionRecord | null
  /** The ruling at arrival (C3); null for a number without hours. */
  outOfHours: boolean | null
  /** A call out (C15): where it went; null: a call to one of our numbers. */
  outgoing: OutgoingPlan['class'] | null
}

/** A call at a reception: what figures are made of. */
export interface ReceptionRecord {
  readonly siteId: string
  /** Until a seat answered, or the call went on or ended without. */
  readonly waitedMs: number
  readonly seatId: string | null
  readonly seatName: string | null
}

export interface CallRecordSink {
  /** Stores all or throws; storing a record twice leaves one. */
  store(records: readonly CallRecord[]): Promise<void>
}

/** A live event of a call or of a reception, as it is stored. */
export interface CallLiveEvent {
  readonly operatorId: string | null
  readonly siteId: string | null
  readonly organizationId: string | null
  readonly numberId: string | null
  readonly kind: 'call.started' | 'call.ringing' | 'call.answered' | 'call.ended' | 'reception.changed'
  readonly data: object
  /** Epoch ms. */
  readonly at: number
}

/** Who is told what happens to calls while it happens. */
export interface CallEventSink {
  /** Whether somebody could see the events of this operator's calls. Asked several times a call: no waiting, no I/O. */
  wanted(operatorId: string): boolean
  /** Stores all, in order, or throws. */
  store(events: readonly CallLiveEvent[]): Promise<void>
}
