/** Every kind of live event, and the envelope in which streams and webhooks carry it. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'
import { alertCleared } from './alert-cleared.ts'
import { alertRaised } from './alert-raised.ts'
import { callAnswered } from './call-answered.ts'
import { callEnded } from './call-ended.ts'
import { callRinging } from './call-ringing.ts'
import { callStarted } from './call-started.ts'
import { deviceRegistered } from './device-registered.ts'
import { deviceUnregistered } from './device-unregistered.ts'
import type { EventDefinition } from './event-definition.ts'
import { messageChanged } from './message-changed.ts'
import { messageNew } from './message-new.ts'
import { numberState } from './number-state.ts'
import { numbersChanged } from './numbers-changed.ts'
import { organizationChanged } from './organization-changed.ts'
import { receptionChanged } from './reception-changed.ts'
import { receptionMessage } from './reception-message.ts'
import { scheduleChanged } from './schedule-changed.ts'
import { settingsChanged } from './settings-changed.ts'

export const eventDefinitions = [
  numberState,
  numbersChanged,
  settingsChanged,
  scheduleChanged,
  organizationChanged,
  callStarted,
  callRinging,
  callAnswered,
  callEnded,
  deviceRegistered,
  deviceUnregistered,
  alertRaised,
  alertCleared,
  messageNew,
  messageChanged,
  receptionChanged,
  receptionMessage,
] as const

type Definition = (typeof eventDefinitions)[number]

/** `number.state`, `call.started` … */
export type EventKind = Definition['kind']

const kinds = eventDefinitions.map(({ kind }) => kind) as [EventKind, ...EventKind[]]
export const eventKind = z.enum(kinds)

const envelopeOf = <Kind extends string, Data extends z.ZodType>({
  kind,
  summary,
  data,
}: EventDefinition<Kind, Data>) =>
  z
    .object({
      id: z.string().describe('Grows; send it as Last-Event-ID to go on from here'),
      kind: z.literal(kind),
      at: instant,
      operatorId: id.nullable(),
      siteId: id.nullable(),
      organizationId: id.nullable(),
      numberId: id.nullable(),
      sentence: z.string().describe('The event in words'),
      data,
    })
    .describe(summary)

const envelopes = eventDefinitions.map((definition) => envelopeOf<EventKind, z.ZodType>(definition))

/** One event as it travels. */
export const liveEvent = z
  .discriminatedUnion('kind', envelopes as [(typeof envelopes)[number], ...typeof envelopes])
  .meta({ id: 'LiveEvent' })

export type LiveEvent = z.output<typeof liveEvent>

/** The event in words. @param data must be what events of this kind carry */
export function eventSentence(kind: EventKind, data: unknown): string {
  const definition = eventDefinitions.find((each) => each.kind === kind) as EventDefinition
  return definition.sentence(data)
}

export const exampleLiveEvent: LiveEvent = {
  id: '1041',
  kind: 'number.state',
  at: exampleInstant,
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  organizationId: exampleIds.occupier,
  numberId: exampleIds.mainNumber,
  sentence: numberState.sentence(numberState.example),
  data: numberState.example,
}
