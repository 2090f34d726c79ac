/** A To tag for an answer without a transaction: the same request always gets the same one (RFC 3261 §8.2.7). */
import type { SipRequest } from '../message/index.ts'

/** FNV-1a over the branch, or over the whole request when it has none. Guessable, which harms nothing here. */
export function statelessTag(request: SipRequest): string {
  const text = request.findVia()?.branch ?? request.text
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36)
}
