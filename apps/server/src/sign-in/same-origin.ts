/**
 * Requests that other sites make a browser send (CSRF). The cookie is SameSite=Lax, bodies are JSON only, and no other
 * origin is allowed anything; this check is the one that does not rest on any of those.
 */

/** Any value; a form of another site cannot set it, and its scripts would have to ask us first. */
const ownRequestHeader = 'x-mainline-request'

export interface RequestOrigin {
  readonly method: string
  /** Whether it acts by a session cookie. */
  readonly byCookie: boolean
  /** Value of a header. */
  header(name: string): string | undefined
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that changes something comes from elsewhere.
 *
 * @param publicOrigin of the configuration; the address that the browser asked by counts too
 */
export function isForeign(request: RequestOrigin, publicOrigin: string): boolean {
  if (reading.has(request.method)) return false
  const origin = request.header('origin')
  if (origin !== undefined) return !isOwn(origin, publicOrigin, request.header('host'))
  const site = request.header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin'
  // No browser of today: a program that carries a cookie says so.
  return request.byCookie && request.header(ownRequestHeader) === undefined
}

function isOwn(origin: string, publicOrigin: string, host: string | undefined): boolean {
  if (origin === publicOrigin) return true
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase()
}
