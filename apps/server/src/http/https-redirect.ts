/**
 * What is left of HTTP where HTTPS is on: browsers are sent there. Nothing is answered in the clear, so that no password
 * and no token goes in the clear twice.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export interface RedirectOptions {
  /** Origin that browsers reach us by; undefined: the host that they ask for, at the port of HTTPS. */
  readonly publicUrl: string | undefined
  readonly httpsPort: number
}

const headersTimeout = 5_000

/** It opens no port itself. */
export function httpsRedirect(options: RedirectOptions): Server {
  return createServer(
    { headersTimeout, requestTimeout: headersTimeout, keepAlive: false },
    (request, reply) => {
      request.resume()
      reply.setHeader('connection', 'close')
      const place = placeOf(request, options)
      if (place === undefined) refuse(reply)
      else reply.writeHead(308, { location: place, 'cache-control': 'no-store' }).end()
    },
  )
}

/** undefined: whoever changes something here is told to ask there, and not led there with what was meant to be secret. */
function placeOf(
  { method, url = '/', headers }: IncomingMessage,
  options: RedirectOptions,
): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  const path = url.startsWith('/') ? url : '/'
  const origin = options.publicUrl ?? originOf(headers.host, options.httpsPort)
  return origin && URL.canParse(path, origin) ? origin + path : undefined
}

function originOf(host: string | undefined, port: number): string | undefined {
  if (host === undefined || !/^(\[[0-9a-f:]+\]|[\w.-]+)(:\d+)?$/i.test(host)) return undefined
  const name = host.replace(/:\d+$/, '')
  return port === 443 ? `https://${name}` : `https://${name}:${port}`
}

function refuse(reply: ServerResponse): void {
  const body = JSON.stringify({
    error: { code: 'needs-https', message: 'this server is asked by HTTPS only' },
  })
  reply
    .writeHead(403, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(body)
}
