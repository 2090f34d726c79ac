/** The schema of a route for Fastify: what it checks requests and answers by. */
import {
  bodyErrors,
  commonErrors,
  type ErrorCode,
  isNothing,
  type Method,
  roles,
  rolesOf,
  takesFile,
} from '@mainline/contract'
import type { FastifySchema } from 'fastify'
import { z } from 'zod'

/** What goes in and out of a method; its refusals are one shape and need no check. */
export function routeSchema(method: Method): FastifySchema {
  const { params, body } = method
  return {
    operationId: method.id,
    tags: [method.group],
    summary: method.summary,
    description: descriptionOf(method),
    security: method.access === 'public' ? [] : [{ bearer: [] }, { session: [] }],
    ...(!isNothing(params) && { params }),
    ...queryOf(method),
    ...(takesFile(method) ? { body: fileSchema } : !isNothing(body) && { body }),
    response: { [method.status]: success(method) },
  }
}

/** A filter that a method does not have is refused too; what is opened from letters may carry what mail programs add. */
function queryOf({ query, access }: Method): { querystring?: z.ZodType } {
  if (!isNothing(query)) return { querystring: query }
  return access === 'public' ? {} : { querystring: noQuery }
}

const noQuery = z.strictObject({}, 'this method takes no query')

/** Checked as bytes; the document shows it as text of its media type. */
const fileSchema = z.custom(
  (body) => Buffer.isBuffer(body) && body.length > 0,
  'must be a file that is not empty',
)

/** With who may call it. */
function descriptionOf({ description, access }: Method): string {
  const may = rolesOf(access)
  const who =
    access === 'public'
      ? 'anybody, without signing in'
      : may.length === roles.length
        ? 'every role'
        : may.join(', ')
  return [description, `Allowed: ${who}.`].filter(Boolean).join('\n\n')
}

/** A stream is described by what it is made of. */
function success({ status, mediaType, summary, response }: Method): unknown {
  if (status === 204) return z.undefined().describe('Done')
  if (status === 302) return z.undefined().describe(summary)
  if (mediaType === 'application/json') return response
  const schema = isNothing(response) ? z.string().meta({ contentMediaType: mediaType }) : response
  return { description: summary, content: { [mediaType]: { schema } } }
}

/** Every code that a method may give. */
export function codesOf(method: Method): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>([...method.errors, ...commonErrors])
  if (method.access !== 'public') codes.add('unauthorized').add('forbidden')
  // A body is read before it is known that the method takes none.
  if (method.method !== 'GET') for (const code of ['foreign-origin', ...bodyErrors] as const) codes.add(code)
  if (takesFile(method)) codes.add('server-busy')
  return [...codes]
}
