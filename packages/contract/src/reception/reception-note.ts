/** What receptionists tell each other about the calls of an organization. The organization does not see it. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

export const receptionNote = z
  .object({ noteId: id, text: z.string(), author: z.string(), at: instant })
  .meta({ id: 'ReceptionNote' })

export const exampleNote: z.output<typeof receptionNote> = {
  noteId: exampleIds.note,
  text: 'Mr Finch is on site until Friday.',
  author: 'Rita Vale',
  at: exampleInstant,
}
