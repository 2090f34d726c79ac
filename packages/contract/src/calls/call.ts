/** What became of a call (C13): the path step by step, every leg, and one sentence. */
import type { Leg, LegOutcome, LegState, PathStep, Reason, Result, StepOutcome } from '@mainline/pbx'
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

/** A closed list of the domain as a schema; the compiler holds both to the same words. */
const closedList = <Word extends string>(words: Record<Word, true>) =>
  z.enum(Object.keys(words) as [Word, ...Word[]])

export const callResult = closedList<Result>({
  'answered-by-member': true,
  'answered-by-reception': true,
  'voicemail-left': true,
  forwarded: true,
  abandoned: true,
  'no-message': true,
  'notice-heard': true,
  'portal-visited': true,
  'called-out': true,
  rejected: true,
  'ended-by-us': true,
})

export const callReason = closedList<Reason>({
  'caller-hung-up': true,
  'callee-hung-up': true,
  'joined-elsewhere': true,
  'number-unknown': true,
  'number-not-active': true,
  'number-pending': true,
  'number-in-cooldown': true,
  'message-ended-by-hash': true,
  'message-ended-by-hang-up': true,
  'message-ended-by-silence': true,
  'message-reached-limit': true,
  'message-cut-short': true,
  'message-too-short': true,
  'mailbox-full': true,
  'mailbox-failed': true,
  'no-mailbox': true,
  'route-exhausted': true,
  'redirect-loop': true,
  'waited-too-long': true,
  'caller-not-acknowledging': true,
  'media-unavailable': true,
  'engine-lost': true,
  'engine-stopping': true,
  'engine-full': true,
  'lookup-failed': true,
  'portal-left': true,
  administrator: true,
  'outside-busy': true,
  'outside-declined': true,
  'outside-no-answer': true,
  'outside-unknown': true,
  'outside-failed': true,
  'outside-not-allowed': true,
  'outside-limit': true,
  'longest-reached': true,
})

const pathStep = closedList<PathStep>({
  arrival: true,
  'hunt-group': true,
  devices: true,
  reception: true,
  transfer: true,
  voicemail: true,
  forward: true,
  notice: true,
  portal: true,
  outside: true,
})

const stepOutcome = closedList<StepOutcome>({
  decided: true,
  rejected: true,
  answered: true,
  'no-answer': true,
  busy: true,
  failed: true,
  skipped: true,
  abandoned: true,
  recorded: true,
  'no-message': true,
  unavailable: true,
  played: true,
  ended: true,
})

const legState = closedList<LegState>({
  calling: true,
  ringing: true,
  confirming: true,
  bridged: true,
  ended: true,
})

const legOutcome = closedList<LegOutcome>({
  answered: true,
  'lost-race': true,
  'no-answer': true,
  busy: true,
  declined: true,
  failed: true,
  'not-confirmed': true,
  'caller-left': true,
  ended: true,
})

export const pathEntry = z
  .object({
    step: pathStep,
    target: z.string().describe('Who or what was tried'),
    from: instant,
    to: instant,
    outcome: stepOutcome,
    reason: z.string(),
  })
  .meta({ id: 'PathEntry' })

const leg = z
  .object({
    leg: z.int(),
    name: z.string(),
    target: z.string().describe('Device or number that was called'),
    external: z.boolean(),
    extension: z
      .string()
      .nullable()
      .describe('What the device rings for now; null: outside, or there is no such device any more'),
    state: legState,
    startedAt: instant,
    ringingAt: instant.nullable(),
    answeredAt: instant.nullable(),
    endedAt: instant.nullable(),
    outcome: legOutcome.nullable(),
    status: z.int().nullable().describe('Final SIP status'),
  })
  .meta({ id: 'Leg' }) satisfies z.ZodType<Record<Exclude<keyof Leg, 'memberId'>, unknown>>

const ladderMessage = z
  .object({
    milliseconds: z.int().describe('Since the first message'),
    leg: z.int().nullable().describe('Whose phone it came from or went to; null: the caller'),
    direction: z.enum(['received', 'sent']).describe('As Mainline sees it'),
    method: z.string().describe('Of a response: the method that it answers'),
    status: z.int().nullable().describe('Of a response'),
  })
  .meta({ id: 'LadderMessage' })

const ladder = z
  .object({
    messages: z.array(ladderMessage),
    leftOut: z.int().describe('Messages after the last one that is kept'),
  })
  .meta({ id: 'Ladder' })

export const callOut = z
  .enum(['emergency', 'national', 'international', 'premium'])
  .nullable()
  .describe('A call out, and where it went; its number is the one that made it. null: it came in (C15)')

export const call = z
  .object({
    callId: z.string(),
    operatorId: id.nullable(),
    siteId: id.nullable(),
    organizationId: id.nullable(),
    numberId: id.nullable(),
    trunkId: id.nullable().describe('By which it came, or went out'),
    sipCallId: z.string(),
    callerNumber: z.string().nullable(),
    callerName: z.string().nullable(),
    calledNumber: z.string(),
    startedAt: instant,
    answeredAt: instant.nullable(),
    endedAt: instant,
    seconds: z.number().describe('From arrival to end'),
    result: callResult,
    reason: callReason,
    answeredBy: z.string().nullable(),
    receptionist: z.string().nullable().describe('Who at a reception had it'),
    outgoing: callOut,
    outOfHours: z.boolean().nullable().describe('Handled out of hours; null: not known'),
    sentence: z.string(),
  })
  .meta({ id: 'Call' })

export const callInFull = call
  .extend({
    settingsVersion: z.int().nullable(),
    path: z.array(pathEntry),
    legs: z.array(leg),
    codecs: z.array(z.string()).nullable(),
    mediaStats: z.unknown().describe('Packets, loss and jitter of each side; null without media'),
    ladder: ladder.nullable().describe('The SIP messages of the call, without their text; null: not kept'),
  })
  .meta({ id: 'CallInFull' })

export const exampleCall: z.output<typeof call> = {
  callId: 'e1-000000000001',
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  organizationId: exampleIds.occupier,
  numberId: exampleIds.mainNumber,
  trunkId: exampleIds.trunk,
  sipCallId: '1-2345@192.0.2.1',
  callerNumber: '+442079460990',
  callerName: null,
  calledNumber: '+442079460100',
  startedAt: exampleInstant,
  answeredAt: '2026-11-24T09:00:04.000Z',
  endedAt: '2026-11-24T09:01:04.000Z',
  seconds: 64,
  result: 'answered-by-member',
  reason: 'caller-hung-up',
  answeredBy: 'Maya Alder',
  receptionist: null,
  outgoing: null,
  outOfHours: false,
  sentence: 'Answered by Maya Alder: the caller hung up.',
}

/** A path begins with it. */
export const exampleArrival: z.output<typeof pathEntry> = {
  step: 'arrival',
  target: '+442079460100',
  from: exampleInstant,
  to: exampleInstant,
  outcome: 'decided',
  reason: 'Within business hours until 18:00.',
}

export const exampleCallInFull: z.output<typeof callInFull> = {
  ...exampleCall,
  settingsVersion: 1,
  path: [exampleArrival],
  legs: [
    {
      leg: 1,
      name: 'Maya Alder',
      target: exampleIds.device,
      external: false,
      extension: '2001',
      state: 'ended',
      startedAt: exampleInstant,
      ringingAt: '2026-11-24T09:00:00.100Z',
      answeredAt: '2026-11-24T09:00:04.000Z',
      endedAt: '2026-11-24T09:01:04.000Z',
      outcome: 'answered',
      status: 200,
    },
  ],
  codecs: ['PCMA'],
  mediaStats: null,
  ladder: {
    messages: [
      { milliseconds: 0, leg: null, direction: 'received', method: 'INVITE', status: null },
      { milliseconds: 1, leg: 1, direction: 'sent', method: 'INVITE', status: null },
      { milliseconds: 84, leg: 1, direction: 'received', method: 'INVITE', status: 180 },
    ],
    leftOut: 0,
  },
}
