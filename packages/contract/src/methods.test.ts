/** The catalogue of methods: every example is one, every identifier leads to its file, nothing collides. */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { targetKinds } from './access.ts'
import { errorCatalogue } from './errors.ts'
import type { Method } from './method.ts'
import { methods } from './methods.ts'

const rows: [string, Method][] = methods.map((method) => [method.id, method])

describe.each(rows)('%s', (id, method) => {
  it('lies in the file of its name', () => {
    expect(existsSync(new URL(`./${method.group}/${id}.ts`, import.meta.url))).toBe(true)
  })

  it('gives an example that its schemas accept', () => {
    for (const part of ['params', 'query', 'body'] as const) {
      const parsed = method[part].safeParse(method.example[part])
      expect(parsed.error?.issues ?? [], part).toEqual([])
    }
    if (method.mediaType === 'application/json') {
      const answered = method.response.safeParse(method.example.response)
      expect(answered.error?.issues ?? [], 'response').toEqual([])
      expect(answered.data, 'nothing in the answer is dropped').toEqual(method.example.response)
    }
  })

  it('names only the parameters of its path', () => {
    const inPath = [...method.path.matchAll(/:(\w+)/g)].map((match) => match[1])
    expect(Object.keys(method.example.params ?? {})).toEqual(inPath)
  })

  it('names things by fields that say what they are', () => {
    const unknown = [method.params, method.body].flatMap((part) => identifiersOf(part))
    expect(unknown.filter((name) => !Object.hasOwn(targetKinds, name))).toEqual([])
  })

  it('lists refusals of the catalogue once', () => {
    expect(new Set(method.errors).size).toBe(method.errors.length)
    for (const code of method.errors) expect(errorCatalogue[code]).toBeDefined()
  })
})

interface JsonSchema {
  readonly format?: string
  readonly properties?: Record<string, JsonSchema>
  readonly [keyword: string]: unknown
}

/** The fields that hold identifiers, however deep: what the check of the tenant must know (product §4). */
function identifiersOf(part: z.ZodType): string[] {
  const schema = z.toJSONSchema(part, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  return inside(schema as JsonSchema, '')
}

function inside(schema: unknown, name: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap((one) => inside(one, name))
  if (typeof schema !== 'object' || schema === null) return []
  const { format, properties = {}, ...rest } = schema as JsonSchema
  const here = format === 'uuid' ? [name] : []
  const below = Object.entries(properties).flatMap(([field, one]) => inside(one, field))
  return [...here, ...below, ...Object.values(rest).flatMap((one) => inside(one, name))]
}

it('has no two methods of one identifier or one path', () => {
  expect(new Set(methods.map((method) => method.id)).size).toBe(methods.length)
  expect(new Set(methods.map(({ method, path }) => `${method} ${path}`)).size).toBe(methods.length)
})

/** What needs no version (N12), and why. */
const unversioned: Readonly<Record<string, string>> = {
  'revoke-api-token': 'a token is never changed',
  'delete-message-note': 'a note is never changed',
  'remove-reception-note': 'a note is never changed',
  'mark-message': 'says how it is to be, whatever it was: heard, saved, deleted',
  'locate-organization': 'says how it is to be: located there',
  'change-seat': 'of the one person who sits there',
  'close-seat': 'of the one person who sits there',
  'change-password': 'of one person, who names the password before it',
}

describe('an edit', () => {
  const edits = methods.filter(({ method }) => ['PUT', 'PATCH', 'DELETE'].includes(method))
  /** An override is never changed but replaced: its identifier is its version, in the path as well. */
  const versionOf = ({ params, query, body }: Method) =>
    [params, query, body]
      .flatMap((part) => (part instanceof z.ZodObject ? Object.keys(part.shape) : []))
      .find((name) => ['version', 'revision', 'overrideId'].includes(name))

  it.each(edits.map((method) => [method.id, method] as const))(
    '%s names what it was made on, and is refused when that has changed; or there is a reason',
    (id, method) => {
      const named = versionOf(method) !== undefined
      expect(named, 'names a version').toBe(!Object.hasOwn(unversioned, id))
      const stale = method.errors.some((code) => ['stale-version', 'members-changed'].includes(code))
      expect(stale, 'may be stale').toBe(named)
    },
  )
})

it('refuses text that neither JSON nor UTF-8 columns can hold', () => {
  const create = methods.find((method) => method.id === 'create-organization')
  for (const name of ['', '   ', 'a\u0000b', 'line\nbreak', '\ud800', 'x'.repeat(121)]) {
    expect(create?.body.safeParse({ name }).success, JSON.stringify(name)).toBe(false)
  }
  expect(create?.body.safeParse({ name: '  Zoë & Søn 🎷 ' }).data).toEqual({ name: 'Zoë & Søn 🎷' })
})
