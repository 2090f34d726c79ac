/** The OpenAPI document: complete, valid 3.1 in shape, and free of secrets. */
import { errorCatalogue, getDefaultPin, type Method, methods } from '@mainline/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestApi, type TestApi, testToken } from '../api/testing/test-api.ts'
import { openapiPath } from './openapi.ts'
import { codesOf } from './route-schema.ts'

const media = z.record(
  z.string(),
  z.looseObject({ schema: z.looseObject({}), example: z.unknown().optional() }),
)
const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query']),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: z.looseObject({}),
  example: z.unknown().optional(),
})
const operation = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).length(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter).optional(),
  requestBody: z.strictObject({ required: z.boolean().optional(), content: media }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.strictObject({ description: z.string().min(1), content: media.optional() }),
  ),
})
const openapi31 = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string() }),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9.\-_]+$/), z.looseObject({})),
    securitySchemes: z.strictObject({
      bearer: z.looseObject({ type: z.literal('http'), scheme: z.literal('bearer') }),
      session: z.looseObject({ type: z.literal('apiKey'), in: z.literal('cookie') }),
    }),
  }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operation),
  ),
  security: z.array(z.looseObject({})),
})

let api: TestApi
let text = ''
let document: z.output<typeof openapi31>
beforeAll(async () => {
  // With the console, as the product is served.
  api = await openTestApi({ otherwise: () => ({ console: true }) })
  const response = await api.app.inject({ url: openapiPath })
  expect(response.statusCode).toBe(200)
  text = response.body
  document = openapi31.parse(response.json())
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const operationOf = ({ path, method }: Method) =>
  document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase() as 'get']

describe('the OpenAPI document', () => {
  it('lists every method of the contract and nothing else', () => {
    const listed = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((one) => one.operationId),
    )
    expect(listed.sort()).toEqual(methods.map((method) => method.id).sort())
  })

  it.each<[string, Method]>(methods.map((method) => [method.id, method]))('tells all of %s', (_, method) => {
    const shown = operationOf(method)
    if (!shown) throw new Error('not there')
    expect(shown.security).toEqual(method.access === 'public' ? [] : [{ bearer: [] }, { session: [] }])
    const inPath = shown.parameters?.filter((one) => one.in === 'path') ?? []
    expect(inPath.map((one) => one.name)).toEqual(Object.keys(method.example.params ?? {}))
    expect(inPath.every((one) => one.required)).toBe(true)
    const described = Object.values(shown.responses)
      .map((response) => response.description)
      .join('\n')
    for (const code of codesOf(method)) {
      expect(Object.keys(shown.responses)).toContain(String(errorCatalogue[code].status))
      expect(described).toContain(`\`${code}\``)
    }
  })

  it.each<[string, Method]>(
    methods.filter((method) => 'body' in method.example).map((method) => [method.id, method]),
  )('shows the example of %s', (_, method) => {
    const { body } = method.example
    expect(operationOf(method)?.requestBody?.content[method.bodyType]?.example).toEqual(
      body instanceof Uint8Array ? new TextDecoder().decode(body) : body,
    )
  })

  it.each<[string, Method]>(
    methods.filter((method) => 'response' in method.example).map((method) => [method.id, method]),
  )('shows the answer of %s', (_, method) => {
    const content = operationOf(method)?.responses[method.status]?.content
    expect(content?.[method.mediaType]?.example).toEqual(method.example.response)
  })

  it('names what a method without a body answers to one that is sent all the same', async () => {
    const path = '/api/v1/alerts/019a0000-0000-7000-8000-00000000dead/acknowledge'
    const bodies = [
      ['text/xml', '<x/>'],
      ['application/json', `"${'x'.repeat(3_000_000)}"`],
    ] as const
    for (const [type, payload] of bodies) {
      const { statusCode } = await api.app.inject({
        method: 'POST',
        url: path,
        headers: { authorization: `Bearer ${testToken}`, 'content-type': type },
        payload,
      })
      expect(statusCode).toBe(type === 'text/xml' ? 415 : 413)
      expect(
        Object.keys(document.paths['/api/v1/alerts/{alertId}/acknowledge']?.post?.responses ?? {}),
      ).toContain(String(statusCode))
    }
  })

  it('refers only to schemas that it has', () => {
    const referred = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(referred.length).toBeGreaterThan(20)
    for (const reference of new Set(referred)) {
      const name = reference.replace('#/components/schemas/', '')
      expect(document.components.schemas[name], reference).toBeDefined()
    }
  })

  it('shows no digest, default PIN or path of a file in any answer, but the PIN where it is asked for (M12)', () => {
    const { [getDefaultPin.path.replace(':numberId', '{numberId}')]: asked, ...others } = document.paths
    expect(asked).toBeDefined()
    const text = JSON.stringify({ ...document, paths: others })
    for (const secret of ['ha1', 'defaultPin', 'greetingPath', '"path":{"type":"string"']) {
      expect(text.toLowerCase()).not.toContain(secret.toLowerCase())
    }
  })
})
