import { expect, it } from 'vitest'
import { z } from 'zod'
import { strictly } from './strictly.ts'

const step = z.discriminatedUnion('target', [
  z.object({ target: z.literal('forward'), limitSeconds: z.int() }),
  z.object({ target: z.literal('voicemail') }),
])
const plain = z
  .object({
    name: z.string(),
    ringSeconds: z.int().optional(),
    steps: z.array(step).readonly().default([]),
    card: z.object({ greeting: z.string() }).nullable().optional(),
    kinds: z
      .string()
      .transform((list) => list.split(','))
      .pipe(z.array(z.string()))
      .optional(),
  })
  .refine(({ name }) => name !== 'x', 'must not be x')
const schema = strictly(plain)

const faults = (value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

it.each([
  [
    'at the top',
    { name: 'a', ringSecond: 5 },
    ': "ringSecond" is not known here; did you mean "ringSeconds"?',
  ],
  ['with no neighbour', { name: 'a', colour: 5 }, ': "colour" is not known here'],
  [
    'in an object that may be missing',
    { name: 'a', card: { greeting: 'b', greetings: '' } },
    'card: "greetings" is not known here; did you mean "greeting"?',
  ],
  [
    'in one of several shapes in a list',
    { name: 'a', steps: [{ target: 'forward', limitSeconds: 5, limitSecond: 5 }] },
    'steps.0: "limitSecond" is not known here; did you mean "limitSeconds"?',
  ],
  [
    'of another shape',
    { name: 'a', steps: [{ target: 'voicemail', limitSeconds: 5 }] },
    'steps.0: "limitSeconds" is not known here',
  ],
  ['__proto__', JSON.parse('{ "name": "a", "__proto__": {} }'), ': "__proto__" is not known here'],
])('an unknown key is refused: %s', (_, value, words) => {
  expect(faults(value)).toEqual([words])
})

it('everything else is read as before', () => {
  const value = { name: 'a', steps: [{ target: 'voicemail' }], card: null, kinds: 'a,b' }
  expect(schema.parse(value)).toEqual({ ...value, kinds: ['a', 'b'] })
  expect(schema.parse({ name: 'a' })).toEqual({ name: 'a', steps: [] })
  expect(faults({ name: 'x' })).toEqual([': must not be x'])
  expect(faults({})).toEqual(['name: Invalid input: expected string, received undefined'])
})

it('leaves the schema as it was, and one that takes more as it is', () => {
  expect(plain.safeParse({ name: 'a', ringSecond: 5 }).success).toBe(true)
  const loose = z.looseObject({ code: z.string() })
  expect(strictly(loose).parse({ code: 'a', session_state: 'b' })).toEqual({ code: 'a', session_state: 'b' })
  expect(strictly(loose)).toBe(loose)
})

it('keeps what the document says of it', () => {
  const described = strictly(z.object({ a: z.string().describe('A word') }).meta({ id: 'Described' }))
  expect(z.globalRegistry.get(described)?.id).toBe('GivenDescribed')
  expect(z.toJSONSchema(z.object({ described }), { io: 'input' })).toMatchObject({
    $defs: {
      GivenDescribed: { additionalProperties: false, properties: { a: { description: 'A word' } } },
    },
  })
})
