/** The stream of what happens, as it happens (text/event-stream). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { eventDefinitions, eventKind, liveEvent } from './events.ts'

const kindList = z
  .string()
  .max(400)
  .transform((text) => text.split(','))
  .pipe(z.array(eventKind))
  .describe('Kinds with commas between; left out: all')

export const streamEvents = defineMethod({
  id: 'stream-events',
  group: 'events',
  method: 'GET',
  path: `${apiPrefix}/events`,
  access: 'signed-in',
  summary: 'Follow what happens',
  description: [
    'Server-sent events: `id`, `event` (the kind) and `data` (a `LiveEvent` as JSON). After a cut the client sends',
    'the last `id` as `Last-Event-ID` and misses nothing of the last day; where that is too long ago, the stream',
    'begins with an event `reset`: read the lists again. A client that does not keep up is cut off and goes on in',
    'the same way; one whose rights have changed or ended is cut off, too. A comment every 15 seconds keeps the connection open. One person or',
    'token may follow 100 streams at a time. Ids grow; an event is sent once its change',
    'is committed. Events of calls are kept only while somebody follows the operator’s stream or a webhook wants them.',
    '\n\nKinds:\n',
    ...eventDefinitions.map(({ kind, summary }) => `\n- \`${kind}\`: ${summary}`),
  ].join(' '),
  query: z.object({
    operatorId: id.optional(),
    siteId: id.optional(),
    organizationId: id.optional(),
    numberId: id.optional(),
    kinds: kindList.optional(),
    after: z
      .string()
      .regex(/^\d{1,15}$/, 'must be the id of an event')
      .optional()
      .describe('Like the header Last-Event-ID, which goes before'),
    follow: z
      .enum(['true', 'false'])
      .default('true')
      .describe('false: what has happened since `after`, then the end of the answer'),
  }),
  errors: ['too-many-attempts'],
  mediaType: 'text/event-stream',
  response: liveEvent,
  example: { query: { siteId: exampleIds.site, kinds: 'number.state,call.started', follow: 'false' } },
})
