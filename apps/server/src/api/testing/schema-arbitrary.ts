/** Values that a zod schema nearly accepts: drawn from its JSON schema, with faults and edges mixed in. */
import fc from 'fast-check'
import { z } from 'zod'

/** Identifiers that exist, to be met among those that do not. */
export type KnownIds = readonly string[]

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** Mostly well-formed values of a schema; now and then one that is anything at all. */
export function arbitraryOf(schema: z.ZodType, ids: KnownIds): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return arbitraryOfJson(json, json.$defs ?? {}, ids)
}

/** The same of a JSON schema. @param definitions what its references name, by the last part of their path */
export function arbitraryOfJson(
  json: JsonSchema,
  definitions: Readonly<Record<string, JsonSchema>>,
  ids: KnownIds,
): fc.Arbitrary<unknown> {
  const draw = (one: JsonSchema | boolean | undefined): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 30, arbitrary: wellFormed(one) }, { weight: 1, arbitrary: anything })
  const wellFormed = (one: JsonSchema | boolean | undefined): fc.Arbitrary<unknown> => {
    if (one === undefined || typeof one === 'boolean') return anything
    if (one.$ref)
      return fc.constant(one.$ref.split('/').at(-1) ?? '').chain((name) => draw(definitions[name]))
    if (one.const !== undefined) return fc.constant(one.const)
    if (one.enum) return fc.constantFrom(...one.enum)
    const choices = one.anyOf ?? one.oneOf
    if (choices) return fc.oneof(...choices.map(draw))
    switch (one.type) {
      case 'object':
        return objectOf(one, draw)
      case 'array':
        return fc.array(draw(Array.isArray(one.items) ? undefined : one.items), { maxLength: 4 })
      case 'integer':
      case 'number':
        return numberOf(one)
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      default:
        return textOf(one, ids)
    }
  }
  return draw(json)
}

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    '\u0000',
    '\ud800',
    "' or 1=1 --",
    '%',
    null,
    -1,
    0,
    1e308,
    [],
    {},
    true,
    'null',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
)

function objectOf(
  one: JsonSchema,
  draw: (schema: JsonSchema | boolean) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const properties = Object.entries(one.properties ?? {}).map(
    ([name, schema]) => [name, draw(schema)] as const,
  )
  return fc.record(Object.fromEntries(properties), { requiredKeys: one.required ?? [] })
}

const numberOf = ({ minimum = 0, maximum = 4_000_000_000 }: JsonSchema) =>
  fc.oneof(
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1, 0.5),
    fc.integer({ min: minimum, max: Math.max(minimum, maximum) }),
  )

const samples: Record<string, readonly string[]> = {
  uuid: ['019a0000-0000-7000-8000-ffffffffffff', '00000000-0000-0000-0000-000000000000', 'x'],
  'date-time': [
    '2026-11-24T09:00:00Z',
    '2999-12-31T23:59:59.999+14:00',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-12:00',
  ],
  email: ['a@b.example', 'a'],
}

/** What the fields of the API look like without a format that says so. */
const texts = [
  '+442079460000',
  '+442079460001',
  '+999999999999999',
  '08:30',
  '24:00',
  '2026-12-24',
  '0000-01-01',
  '9999-12-31',
  '2026-12-24T10:00',
  'Europe/London',
  'en',
  'site.test',
  '192.0.2.1',
  '192.0.2.0/28',
  '2001:db8::/32',
  '1700000000000/x',
  '999999999999999/x',
  'Maya',
  '44',
]

function textOf({ format, pattern }: JsonSchema, ids: KnownIds): fc.Arbitrary<unknown> {
  const edges = fc.constantFrom(...(samples[format ?? ''] ?? texts))
  if (format === 'uuid' && ids.length > 0)
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, edges)
  if (pattern && !format) return fc.oneof(edges, fc.stringMatching(withoutAnchorsTrouble(pattern)))
  return fc.oneof(edges, fc.string({ maxLength: 12 }))
}

/** fast-check draws from most patterns; those with look-around or classes it does not know become any text. */
function withoutAnchorsTrouble(pattern: string): RegExp {
  return /\(\?|\\p/.test(pattern) ? /^[a-z]{1,8}$/ : new RegExp(pattern)
}
