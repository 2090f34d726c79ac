/** Refer-To (RFC 3515 §2.1): whom to call, by which method, in place of which dialog (RFC 3891 §4). */
import { type NameAddr, parseNameAddr } from './name-addr.ts'
import { parseReplaces, type Replaces } from './replaces.ts'

export interface ReferTo {
  readonly address: NameAddr
  /** INVITE unless the URI names another. */
  readonly method: string
  /** From the URI's headers. */
  readonly replaces: Replaces | undefined
}

/** Reads a Refer-To value; undefined when malformed, an unreadable Replaces in it included. */
export function parseReferTo(text: string): ReferTo | undefined {
  const address = parseNameAddr(text)
  if (address === undefined) return undefined
  const { uri } = address
  const embedded = uri.headers.get('replaces')
  const replaces = embedded === undefined ? undefined : parseReplaces(embedded)
  if (embedded !== undefined && replaces === undefined) return undefined
  return { address, method: uri.params.get('method')?.toUpperCase() ?? 'INVITE', replaces }
}
