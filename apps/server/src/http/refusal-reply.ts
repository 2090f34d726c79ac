/** The one shape of every refusal, and what the framework's own errors become in it. */
import type { ErrorBody } from '@mainline/contract'
import { isOvertaken, isUnavailable, refusalOf } from '@mainline/storage'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { EngineFailure } from '../engine-questions.ts'
import { Refused } from '../errors.ts'

/** Until a database that was started anew is there, mostly. */
const AWAY_SECONDS = 5

export const bodyOf = ({ code, message, details }: Refused, requestId: string): ErrorBody => ({
  code,
  message,
  ...(details && { details }),
  requestId,
})

/** Sends a refusal. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refused: Refused): FastifyReply {
  const wait = refused.details?.retryAfterSeconds
  if (wait !== undefined) reply.header('retry-after', wait)
  if (refused.status === 401) reply.header('www-authenticate', 'Bearer realm="mainline"')
  return reply
    .code(refused.status)
    .type('application/json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(bodyOf(refused, request.id))
}

/** What a thrown error means to the client. Only a bug stays a 500, without its insides. */
export function refusalOfError(error: FastifyError): Refused {
  if (error.validation) return invalidFields(error.validation, error.validationContext)
  const raced = refusalOf(error)
  if (raced) return new Refused(raced.code, raced.words)
  // insufficient_privilege: row-level security has stopped what the application let through.
  if (error.code === '42501') return new Refused('forbidden', 'your role may not change this')
  if (isOvertaken(error))
    return new Refused('database-away', 'others were changing the same at this moment', {
      retryAfterSeconds: 1,
    })
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

/** Nothing is served at this path, or not by this method. @param methodsOf which methods a path has */
export function sendNoSuchPath(
  request: FastifyRequest,
  reply: FastifyReply,
  methodsOf: (path: string) => readonly string[],
): FastifyReply {
  const [path = ''] = request.url.split('?')
  const words = `there is no ${request.method} ${path}`
  const methods = methodsOf(path)
  // A file that is missing in a folder of files is as unknown as any other path.
  if (methods.length === 0 || methods.includes(request.method))
    return sendRefusal(request, reply, new Refused('no-such-path', words))
  return sendRefusal(request, reply.header('allow', methods.join(', ')), new Refused('no-such-method', words))
}

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
