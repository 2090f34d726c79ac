import { expect, it } from 'vitest'
import { z } from 'zod'
import { fieldWords } from './field-words.ts'

const wordsFor = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: fieldWords }).error?.issues.map(({ message }) => message)

it.each([
  [z.string(), undefined, 'is missing'],
  [z.string(), 5, 'must be text'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.number(), 'a', 'must be a number'],
  [z.array(z.string()), 'a', 'must be a list'],
  [z.string().min(1), '', 'must not be empty'],
  [z.string().min(8), 'short', 'must have at least 8 characters'],
  [z.string().max(3), 'long', 'must have at most 3 characters'],
  [z.array(z.string()).min(1), [], 'must not be empty'],
  [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entries'],
  [z.int().min(10), 5, 'must be 10 or more'],
  [z.int().max(10), 11, 'must be 10 or less'],
  [z.number().positive(), 0, 'must be more than 0'],
  [z.email(), 'nobody', 'must be an e-mail address, such as maya@company.example'],
  [z.url(), 'nowhere', 'must be a web address, such as https://company.example'],
  [z.uuid(), '12', 'must be an identifier'],
  [z.enum(['up', 'down']), 'left', 'must be one of up, down'],
  [z.string().regex(/^a/, 'must begin with a'), 'b', 'must begin with a'],
])('%# is refused in words', (schema, value, words) => {
  expect(wordsFor(schema, value)).toEqual([words])
})
