/** The reception card of a main number (M11). Lengths and placeholders are judged by the domain, which names each fault. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { paragraph, text } from '../schemas/text.ts'
import { givenInstant, instant } from '../schemas/time.ts'

const greeting = paragraph(2000).describe(
  '250 characters at most; {good morning} follows the clock of the site, {organization} is its name',
)
const author = z.string().describe('Who wrote it')

/** What a client writes. Comments keep their author while their text stays. */
export const cardFields = {
  inHours: z.object({
    greeting,
    comments: z.array(
      z.object({
        text: paragraph(8000).describe('1,000 characters at most'),
        expiresAt: givenInstant.nullable().default(null).describe('null: for good'),
      }),
    ),
  }),
  outOfHours: z
    .object({
      greeting,
      comments: z.array(
        z.object({ text: paragraph(8000), expiresAt: givenInstant.nullable().default(null) }),
      ),
    })
    .nullable()
    .default(null)
    .describe('null: as in hours'),
  pronunciation: text(500).nullable().default(null).describe('120 characters at most'),
}

const comment = z.object({ text: z.string(), expiresAt: instant.nullable(), author })
const side = z.object({ greeting: z.string(), comments: z.array(comment) })

/** 0: nobody has written one yet. */
export const cardVersion = z.int().min(0).max(2_147_483_645)

export const receptionCard = z
  .object({
    numberId: id,
    inHours: side,
    outOfHours: side.nullable(),
    pronunciation: z.string().nullable(),
    version: cardVersion.describe('0: the default, nobody has written one'),
    changedAt: instant.nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: 'ReceptionCard' })

export const shownCard = z
  .object({
    open: z.boolean().describe('Which side it is'),
    organization: z.string(),
    greeting: z.string().describe('With everything filled in'),
    pronunciation: z.string().nullable(),
    comments: z.array(comment).describe('Those that have not expired'),
  })
  .meta({ id: 'ShownCard' })

export const exampleCard: z.output<typeof receptionCard> = {
  numberId: exampleIds.mainNumber,
  inHours: {
    greeting: '{good morning}, {organization}, how may I help you?',
    comments: [{ text: 'Deliveries to the second floor.', expiresAt: null, author: 'Ruth Alder' }],
  },
  outOfHours: null,
  pronunciation: 'AL-der and Finch',
  version: 1,
  changedAt: exampleInstant,
  changedBy: 'Ruth Alder',
}

export const exampleShownCard: z.output<typeof shownCard> = {
  open: true,
  organization: 'Alder & Finch Architects',
  greeting: 'Good morning, Alder & Finch Architects, how may I help you?',
  pronunciation: 'AL-der and Finch',
  comments: exampleCard.inHours.comments,
}
