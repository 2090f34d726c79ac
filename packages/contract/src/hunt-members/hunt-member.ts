/** Members of the In Space hunt group of a main number (M10). */
import { z } from 'zod'
import { numberState } from '../numbers/number.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { e164 } from '../schemas/phone-number.ts'
import { text } from '../schemas/text.ts'

const huntMember = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('number'),
      id,
      numberId: id,
      e164,
      name: z.string(),
      state: numberState,
      lamp: z.boolean().describe('Its phones carry the message-waiting lamp of the main number'),
    }),
    z.object({ kind: z.literal('external'), id, e164, name: z.string() }),
  ])
  .meta({ id: 'HuntMember' })

/** What an outside number is called in the group. */
export const outsideName = text(120)

export const newHuntMember = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    numberId: id,
    lamp: z
      .boolean()
      .optional()
      .describe('Its phones show that the main number has messages (RFC 3842); left out: as it was'),
  }),
  z.object({
    kind: z.literal('external'),
    e164,
    name: outsideName.describe('Must press 1 to take a call; rings 18 s at most'),
  }),
])

export const huntGroup = z
  .object({
    numberId: id,
    revision: z.string().describe('Of this list; a change names the one it was made on (N12)'),
    members: z.array(huntMember),
    warning: z.string().nullable().describe('An empty group is allowed: its step is skipped at once'),
  })
  .meta({ id: 'HuntGroup' })

export const exampleHuntGroup: z.output<typeof huntGroup> = {
  numberId: exampleIds.mainNumber,
  revision: '6b86b273ff34',
  members: [
    {
      kind: 'number',
      id: exampleIds.member,
      numberId: exampleIds.phoneNumber,
      e164: '+442079460101',
      name: 'Maya Alder',
      state: 'ACTIVE',
      lamp: true,
    },
  ],
  warning: null,
}
