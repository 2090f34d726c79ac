/** JSON bodies: UTF-8 and nothing else (RFC 8259 §8.1). The framework would keep U+FFFD for every wrong byte. */
import type { FastifyInstance } from 'fastify'
import { firstByteNotUtf8 } from '../utf8.ts'

/** Reads JSON bodies in the place of the framework's own reader. */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const wrong = firstByteNotUtf8(body)
    if (wrong === undefined) return parse(request, body.toString(), done)
    done(new NotUtf8(wrong))
  })
}

/** Told as the framework tells what is no JSON. */
class NotUtf8 extends Error {
  override readonly name = 'NotUtf8'
  readonly code = 'FST_ERR_CTP_NOT_UTF8'
  readonly statusCode = 400
  constructor(position: number) {
    super(`byte ${position} of the body is not UTF-8; encode the text in UTF-8`)
  }
}
