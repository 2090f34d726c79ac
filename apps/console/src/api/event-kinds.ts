/** The kinds of live event, as the contract has them: what the stream carries and what a webhook may be told of. */
import type { EventKind } from '@mainline/contract'

export const eventKinds = [
  'number.state',
  'numbers.changed',
  'settings.changed',
  'schedule.changed',
  'organization.changed',
  'call.started',
  'call.ringing',
  'call.answered',
  'call.ended',
  'device.registered',
  'device.unregistered',
  'alert.raised',
  'alert.cleared',
  'message.new',
  'message.changed',
  'reception.changed',
  'reception.message',
] as const satisfies readonly EventKind[]
