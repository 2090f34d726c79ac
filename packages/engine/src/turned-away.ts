/** The record of a call that was refused at the door, before it was one: the engine drains, or has more to do than it can (C13). */
import type { CallerIdentity } from './caller-identity.ts'
import type { CallRecord, Trunk } from './ports.ts'

/** Why no call was begun. */
export type TurnedAway = keyof typeof words

const words = {
  'engine-stopping': 'The engine was shutting down.',
  'engine-full': 'More calls came than this engine manages.',
  'lookup-failed': 'The database was away, and what is to become of calls to this number was not known here.',
} as const

export interface TurnedAwayCall {
  readonly id: string
  /** Its Call-ID. */
  readonly sipCallId: string
  readonly identity: CallerIdentity
  readonly trunk: Trunk
  /** E.164, or what was dialled where that is none. */
  readonly dialled: string
  /** Epoch ms. */
  readonly at: number
  readonly reason: TurnedAway
}

/** Rejected with 503 as soon as it arrived. Whose number it is for is looked up when it is stored. */
export function toTurnedAwayRecord(call: TurnedAwayCall): CallRecord {
  const { id, sipCallId, identity, trunk, dialled, at, reason } = call
  return {
    callId: id,
    operatorId: null,
    siteId: null,
    organizationId: null,
    numberId: null,
    trunkId: trunk.id,
    sipCallId,
    callerNumber: identity.number ?? null,
    callerName: identity.name ?? null,
    calledNumber: dialled,
    settingsVersion: null,
    outOfHours: null,
    outgoing: null,
    startedAt: at,
    answeredAt: null,
    endedAt: at,
    result: 'rejected',
    reason,
    answeredBy: null,
    path: [
      { step: 'arrival', target: dialled, from: at, to: at, outcome: 'rejected', reason: words[reason] },
    ],
    legs: [],
    reception: null,
    codecs: null,
    ladder: null,
    mediaStats: null,
  }
}
