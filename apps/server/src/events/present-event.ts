/** A live event as the contract shows it, and as a message of a stream (text/event-stream). */
import { type EventKind, eventSentence, type LiveEvent as ShownEvent } from '@mainline/contract'
import type { LiveEvent } from '@mainline/storage'
import { toIso } from '../api/instant.ts'

export const presentEvent = (event: LiveEvent): ShownEvent => ({
  id: String(event.seq),
  // Triggers and the engine write only what the contract defines; a test holds them to it.
  kind: event.kind as EventKind,
  at: toIso(event.at),
  operatorId: event.operatorId,
  siteId: event.siteId,
  organizationId: event.organizationId,
  numberId: event.numberId,
  sentence: eventSentence(event.kind as EventKind, event.data),
  data: event.data as never,
})

/** JSON has no line break, so one data line is enough. */
export const eventText = (event: ShownEvent): string =>
  `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`
