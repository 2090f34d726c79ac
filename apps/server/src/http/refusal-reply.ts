/** The one shape of every refusal, and what the framework's own errors become in it. */
import type { ErrorBody } from '@mainline/contract'
import { isUnavailable, refusalOf } from '@mainline/storage'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { EngineFailure } from '../engine-questions.ts'
import { Refused } from '../errors.ts'

/** Until a database that was started anew is there, mostly. */
const AWAY_SECONDS = 5

/** Sends a refusal. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refused: Refused): FastifyReply {
  const body: ErrorBody = {
    code: refused.code,
    message: refused.message,
    ...(refused.details && { details: refused.details }),
    requestId: request.id,
  }
  const wait = refused.details?.retryAfterSeconds
  if (wait !== undefined) reply.header('retry-after', wait)
  if (refused.status === 401) reply.header('www-authenticate', 'Bearer realm="mainline"')
  return reply
    .code(refused.status)
    .type('application/json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(body)
}

/** What a thrown error means to the client. Only a bug stays a 500, without its insides. */
export function refusalOfError(error: FastifyError): Refused {
  if (error.validation) return invalidFields(error.validation, error.validationContext)
  const raced = refusalOf(error)
  if (raced) return new Refused(raced.code, raced.words)
  // insufficient_privilege: row-level security has stopped what the application let through.
  if (error.code === '42501') return new Refused('forbidden', 'your role may not change this')
  if (isUnavailable(error) || error instanceof EngineFailure)
    return new Refused('database-away', 'the database does not answer', { retryAfterSeconds: AWAY_SECONDS })
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Refused('body-too-large', 'the body of the request is too large')
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Refused('media-type', 'this media type is not understood')
  const { statusCode = 500 } = error
  return statusCode >= 400 && statusCode < 500
    ? unreadable(error)
    : new Refused('internal', 'something went wrong here')
}

/** Before any field can be judged: what is no JSON, a path that cannot be decoded. */
const unreadable = ({ code, message }: FastifyError): Refused =>
  new Refused('invalid-request', `the request cannot be read (${message})`, {
    fields: [{ field: code.startsWith('FST_ERR_CTP') ? 'body' : 'request', message }],
  })

/** Nothing is served at this path. */
export const noSuchPath = (request: FastifyRequest): Refused =>
  new Refused('no-such-path', `there is no ${request.method} ${request.url.split('?')[0]}`)

const partNames = { params: 'path', querystring: 'query', body: 'body', headers: 'headers' } as const

function invalidFields(
  faults: NonNullable<FastifyError['validation']>,
  context: FastifyError['validationContext'] = 'body',
): Refused {
  const part = partNames[context]
  const fields = faults.map(({ instancePath, message = 'is wrong' }) => ({
    // What is wrong as a whole has the path `/`.
    field: part + instancePath.replace(/\/$/, '').replaceAll('/', '.'),
    message,
  }))
  const named = fields.map(({ field, message }) => `${field}: ${message}`).join('; ')
  return new Refused('invalid-request', `the request is wrong in ${named}`, { fields })
}
