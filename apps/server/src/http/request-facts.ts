/** What the log says of a request: a link that lets whoever has it hear or read something must not be found there. */
import type { FastifyRequest } from 'fastify'

export const requestFacts = ({ method, url, hostname, ip, socket }: FastifyRequest) => ({
  method,
  url: withoutSecrets(url),
  host: hostname,
  remoteAddress: ip,
  remotePort: socket?.remotePort,
})

/** A signed link keeps the name of what it leads to, a query that proves something only the names of its parts. */
export function withoutSecrets(url: string): string {
  return url
    .replace(/((?:message|card)-links\/[^/?.]{0,40})[^/?]*/, '$1…')
    .replace(/([?&](?:code|state|token|link|signature)=)[^&]*/g, '$1…')
}
