/** Whatever a client sends, no method answers with a 5xx, and every refusal is one that its contract lists. */
import { isNothing, type Method, methods } from '@mainline/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arbitraryOf } from './testing/schema-arbitrary.ts'
import { openTestApi, type TestApi } from './testing/test-api.ts'

const runs = Number(process.env['MAINLINE_FUZZ_RUNS'] ?? 40)

let api: TestApi
let ids: string[] = []
beforeAll(async () => {
  api = await openTestApi()
  const { operator, site, occupier, main, ordinary } = api.tenant
  ids = [operator, site, occupier, main, ...ordinary].map((row) => row.id)
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const part = (schema: Method['params']) =>
  isNothing(schema) ? fc.constant(undefined) : arbitraryOf(schema, ids)

describe('no request brings a method down', () => {
  it.each<[string, Method]>(methods.map((method) => [method.id, method]))(
    '%s',
    async (_, method) => {
      const request = fc.record({
        params: part(method.params),
        query: part(method.query),
        body: part(method.body),
      })
      await fc.assert(
        fc.asyncProperty(request, async ({ params, query, body }) => {
          const readable = typeof params === 'object' && params !== null ? params : {}
          // A client takes such a part out of the path before it asks (RFC 3986 §5.2.4).
          fc.pre(!Object.values(readable).some((value) => value === '.' || value === '..'))
          const plain = typeof query === 'object' && query !== null ? query : {}
          const { status, error } = await api.call(method, {
            params: readable,
            query: plain,
            ...(body !== undefined && { body: body ?? {} }),
          } as never)
          // What a server is not equipped for is said so, as the contract lists it.
          const foreseen = method.errors.some((code) => code === error?.code)
          if (!foreseen) expect(status, JSON.stringify(error)).toBeLessThan(500)
        }),
        { numRuns: runs },
      )
    },
    60_000,
  )
})
