/**
 * Requests made from the OpenAPI document alone, as a stranger's tool would make them: path, query, headers, bodies of
 * every kind and media type. None is answered with a 5xx, none leaves a rejection behind, each refusal says what to do.
 */
import { errorCatalogue, isErrorCode } from '@mainline/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openapiPath } from '../http/openapi.ts'
import { arbitraryOfJson, type JsonSchema } from './testing/schema-arbitrary.ts'
import { openTestApi, type TestApi, testToken } from './testing/test-api.ts'

const runs = Number(process.env['MAINLINE_FUZZ_RUNS'] ?? 25)

interface Parameter {
  name: string
  in: 'path' | 'query'
  schema: JsonSchema
}

interface Operation {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { content?: Record<string, unknown> }>
}

interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, JsonSchema> }
}

let api: TestApi
let document: OpenApi
let ids: string[] = []
const rejections: unknown[] = []
const note = (reason: unknown) => rejections.push(reason)
beforeAll(async () => {
  process.on('unhandledRejection', note)
  api = await openTestApi()
  document = (await api.app.inject({ url: openapiPath })).json()
  const { operator, site, occupier, main, ordinary } = api.tenant
  ids = [operator, site, occupier, main, ...ordinary].map((row) => row.id)
}, 60_000)
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  process.off('unhandledRejection', note)
})

interface Sent {
  path: Record<string, unknown>
  query: Record<string, unknown>
  type: string
  payload: string | Buffer | undefined
  headers: Record<string, string>
}

const types = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-16',
  'text/csv',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/merge-patch+json',
  'x',
  '',
)
const raw = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '"x"',
    '{"a":1,"a":2}',
    '[[[[[[',
    '{"__proto__":{}}',
    'number\n\u0000',
  ),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const header = fc.constantFrom(
  'accept',
  'range',
  'if-none-match',
  'last-event-id',
  'cookie',
  'x-forwarded-for',
  'origin',
)
const headers = fc.dictionary(header, fc.stringMatching(/^[\x20-\x7e]{0,30}$/), { maxKeys: 3 })

function requestsOf({ parameters = [], requestBody }: Operation): fc.Arbitrary<Sent> {
  const { schemas } = document.components
  const part = (place: Parameter['in']) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((one) => one.in === place)
          .map((one) => [one.name, arbitraryOfJson(one.schema, schemas, ids)] as const),
      ),
      { requiredKeys: [] },
    )
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const proper =
    type && media
      ? fc.record({ type: fc.constant(type), payload: payloadsOf(type, media.schema) })
      : fc.constant({ type: '', payload: undefined })
  const body = fc.oneof(
    { weight: 3, arbitrary: proper },
    { weight: 1, arbitrary: fc.record({ type: types, payload: raw }) },
  )
  return fc
    .record({ path: part('path'), query: part('query'), body, headers })
    .map(({ path, query, body: { type: sentAs, payload }, headers: more }) => ({
      path: path as Record<string, unknown>,
      query: query as Record<string, unknown>,
      type: sentAs,
      payload,
      headers: more,
    }))
}

const payloadsOf = (type: string, schema: JsonSchema): fc.Arbitrary<string | Buffer | undefined> =>
  type === 'application/json'
    ? arbitraryOfJson(schema, document.components.schemas, ids).map((value) => JSON.stringify(value))
    : raw

const text = (value: unknown): string =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed()

async function send(method: string, path: string, operation: Operation, sent: Sent) {
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(text(sent.path[name] ?? '-')),
  )
  const query = new URLSearchParams(
    Object.entries(sent.query).map(([name, value]) => [name, text(value)] as [string, string]),
  )
  // A stream that goes on has no answer to look at.
  const streams = Object.values(operation.responses).some(({ content }) => content?.['text/event-stream'])
  if (streams) query.set('follow', 'false')
  return api.app.inject({
    method: method.toUpperCase() as 'GET',
    url: `${url}?${query}`,
    headers: {
      ...sent.headers,
      authorization: `Bearer ${testToken}`,
      ...(sent.type !== '' && { 'content-type': sent.type }),
    },
    ...(sent.payload !== undefined && { payload: sent.payload }),
  })
}

it('no request of any shape brings the server down, and every refusal says what to do', async () => {
  for (const [path, operations] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(operations)) {
      await fc.assert(
        fc.asyncProperty(requestsOf(operation), async (sent) => {
          const { statusCode, body } = await send(method, path, operation, sent)
          const label = `${operation.operationId}: ${body.slice(0, 300)}`
          // Not ready, mail off and the like are said on purpose.
          expect(statusCode === 503 ? 200 : statusCode, label).toBeLessThan(500)
          if (statusCode < 400) return
          const refusal = JSON.parse(body)
          const code: string = refusal.code
          if (!isErrorCode(code)) throw new Error(`no code of the catalogue in ${label}`)
          expect(refusal.message, label).toContain(errorCatalogue[code].advice)
        }),
        { numRuns: runs },
      )
    }
  expect(rejections).toEqual([])
}, 600_000)
