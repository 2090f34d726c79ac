/** The methods of the group `events` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { type StreamEventsNeeds, streamEvents } from './stream-events.ts'

export const eventsApi = (needs: StreamEventsNeeds): Route[] => [
  on(contract.streamEvents, streamEvents(needs)),
]
