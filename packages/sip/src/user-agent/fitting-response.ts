/** What whoever runs a call answers it with: looked at before anything follows from it. */
import { UnfitStatus } from '../errors.ts'
import { checkExtra, type ResponseParts, staysInLine } from '../message/index.ts'

/**
 * Some of it may have to wait before it is sent, and then nobody who gave it would hear of a fault.
 * @throws UnfitStatus when the status is none of those, UnsafeHeaderValue when a value would break out of its line
 */
export function checkResponse(parts: ResponseParts, what: string, least: number, most: number): void {
  const { status, contentType, extra } = parts
  if (!(status >= least && status <= most && Number.isInteger(status)))
    throw new UnfitStatus(`${what} takes a status from ${least} to ${most}, not ${status}`)
  if (contentType !== undefined) staysInLine(contentType, 'Content-Type')
  checkExtra(extra)
}
