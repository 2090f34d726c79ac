/** The schema of a route for Fastify, which checks by it, and for the OpenAPI document, which shows it. */
import {
  bodyErrors,
  commonErrors,
  type ErrorCode,
  errorCatalogue,
  errorSchema,
  isNothing,
  type Method,
} from '@mainline/contract'
import type { FastifySchema } from 'fastify'
import { z } from 'zod'

/** Everything of a method that its route needs to say. */
export function routeSchema(method: Method): FastifySchema {
  const { params, query, body } = method
  return {
    operationId: method.id,
    tags: [method.group],
    summary: method.summary,
    ...(method.description && { description: method.description }),
    security: method.access === 'public' ? [] : [{ bearer: [] }],
    ...(!isNothing(params) && { params: withExample(params, method.example.params) }),
    ...(!isNothing(query) && { querystring: withExample(query, method.example.query) }),
    ...(!isNothing(body) && { body: withExample(body, method.example.body) }),
    response: { [method.status]: success(method), ...refusals(method) },
  }
}

const withExample = (schema: z.ZodType, example: unknown): z.ZodType =>
  example === undefined ? schema : schema.meta({ ...schema.meta(), id: undefined, examples: [example] })

function success(method: Method): unknown {
  if (method.status === 204) return z.undefined().describe('Done')
  if (method.mediaType !== 'application/json') {
    const schema = z.string().meta({ contentMediaType: method.mediaType })
    return { description: method.summary, content: { [method.mediaType]: { schema } } }
  }
  return withExample(method.response, method.example.response).describe(method.summary)
}

/** Every code that a method may give. */
export function codesOf(method: Method): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>([...method.errors, ...commonErrors])
  if (method.access === 'token') codes.add('unauthorized')
  if (!isNothing(method.body)) for (const code of bodyErrors) codes.add(code)
  return [...codes]
}

function refusals(method: Method): Record<number, z.ZodType> {
  const byStatus = Map.groupBy(codesOf(method), (code) => errorCatalogue[code].status)
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, refusalSchema(codes)]))
}

const refusalSchema = (codes: readonly ErrorCode[]): z.ZodType =>
  errorSchema.extend({ code: z.enum(codes as [ErrorCode, ...ErrorCode[]]) }).meta({
    description: codes.map((code) => `\`${code}\`: ${errorCatalogue[code].advice}`).join('\n'),
    examples: [exampleOf(codes[0] ?? 'internal')],
  })

const exampleOf = (code: ErrorCode) => ({
  code,
  message: errorCatalogue[code].advice,
  requestId: '019a0000-0000-7000-8000-0000000000ff',
})
