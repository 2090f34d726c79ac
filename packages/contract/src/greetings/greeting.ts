/** A greeting of a mailbox (C9). */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { language } from '../schemas/text.ts'
import { givenInstant, instant } from '../schemas/time.ts'

const greetingKind = z.enum(['no-answer', 'out-of-hours', 'dated'])

export const greeting = z
  .object({
    id,
    numberId: id,
    mailboxId: id,
    kind: greetingKind,
    language: z.string().nullable().describe('null: for callers of every language'),
    source: z.enum(['recorded', 'uploaded', 'spoken']),
    words: z.string().nullable().describe('What was typed, of a spoken one'),
    seconds: z.number(),
    chosen: z.boolean().describe('Of each kind and language one at most; dated ones stand beside each other'),
    from: instant.nullable(),
    until: instant.nullable().describe('Exclusive'),
    createdAt: instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Greeting' })

/** What is said of a new greeting, as text: an upload gives it in its query. */
export const greetingOccasion = {
  kind: greetingKind.default('no-answer'),
  language: language.optional().describe('Left out: for callers of every language'),
  from: givenInstant.optional().describe('Of a dated one'),
  until: givenInstant.optional().describe('Of a dated one; exclusive'),
}

export const greetingsRevision = z
  .string()
  .max(64)
  .describe('Of the list of greetings: which there are and which are chosen (N12)')
export const exampleGreetingsRevision = '4e07408562be'

export const greetingParams = z.object({ greetingId: id })
export const exampleGreetingParams = { greetingId: exampleIds.greeting }

/** Why a new greeting may be refused, whatever it is made of. */
export const greetingErrors = [
  'not-found',
  'wrong-state',
  'in-use',
  'greeting-dates',
  'audio-unreadable',
  'audio-cut',
  'audio-length',
  'server-busy',
] as const

export const exampleGreeting: z.output<typeof greeting> = {
  id: exampleIds.greeting,
  numberId: exampleIds.mainNumber,
  mailboxId: exampleIds.mailbox,
  kind: 'out-of-hours',
  language: null,
  source: 'spoken',
  words: 'You have reached Alder and Finch. We are back at half past eight.',
  seconds: 4.2,
  chosen: true,
  from: null,
  until: null,
  createdAt: exampleInstant,
  createdBy: 'Maya Lindqvist',
}
