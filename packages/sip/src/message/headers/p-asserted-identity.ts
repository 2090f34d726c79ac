/** P-Asserted-Identity and P-Preferred-Identity (RFC 3325 §9.1): at most one sip(s) and one tel address. */
import { splitCommaList } from './comma-list.ts'
import { type NameAddr, parseNameAddr, writeNameAddr } from './name-addr.ts'

/** The identities of one or more field values, joined; undefined when malformed or more than the RFC allows. */
export function parseIdentities(values: readonly string[]): readonly NameAddr[] | undefined {
  const identities: NameAddr[] = []
  for (const value of values.flatMap(splitCommaList)) {
    const identity = parseNameAddr(value)
    if (identity === undefined) return undefined
    identities.push(identity)
  }
  const telephones = identities.filter((identity) => identity.uri.scheme === 'tel').length
  return telephones > 1 || identities.length - telephones > 1 ? undefined : identities
}

/** `"Name" <sip:…>` */
export function writeIdentity(uri: string, displayName?: string): string {
  return writeNameAddr(displayName, uri)
}
