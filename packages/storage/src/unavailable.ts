/** Whether a statement failed because the database is away, and may do when it is sent again. */

/** Of the connection, by Node. */
const ofSystem = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
])

/**
 * Connection exceptions, insufficient resources (a full disk too), operator intervention, system errors; and a server that only
 * reads, as one does that another has taken over from.
 */
const ofServer = /^(?:08|53|57P|58|25006$)/

/** What the driver says without a code. */
const ofDriver =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired$|Query read timeout)/

/** @param error of a statement or of the attempt to connect */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (typeof code !== 'string') return ofDriver.test(error.message)
  if (code === 'ENOENT') return syscall === 'connect'
  return ofSystem.has(code) ? syscall !== undefined || code === 'ECONNRESET' : ofServer.test(code)
}
