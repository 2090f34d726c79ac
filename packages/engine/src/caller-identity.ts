/**
 * Who calls: read from what a trunk asserts (RFC 3325), with the caller's wish for privacy (RFC 3323) honoured in all
 * that people and other carriers see (C5, C11).
 */
import { type NameAddr, parseNameAddr, type SipRequest } from '@mainline/sip'
import { userOf } from './called-number.ts'

export interface CallerIdentity {
  /** E.164 or as given; undefined when withheld or absent. */
  readonly number: string | undefined
  readonly name: string | undefined
  /** The caller asked not to be shown; `number` and `name` are undefined then. */
  readonly withheld: boolean
  /** What a carrier may still be told in an asserted identity, together with `Privacy: id`. */
  readonly assertedNumber: string | undefined
}

/**
 * @param trusted the source may assert an identity: a trunk, not a phone
 * @param normalise E.164 by the trunk's country, or undefined when it is no number
 */
export function readCallerIdentity(
  request: SipRequest,
  trusted: boolean,
  normalise: (text: string) => string | undefined,
): CallerIdentity {
  const asserted = trusted ? firstAddress(request, 'P-Asserted-Identity') : undefined
  const shown = asserted ?? request.from
  const number = numberOf(shown, normalise)
  if (isWithheld(request))
    return { number: undefined, name: undefined, withheld: true, assertedNumber: asserted && number }
  const name = request.from.displayName ?? asserted?.displayName
  return { number, name: name === number ? undefined : name, withheld: false, assertedNumber: asserted && number }
}

function isWithheld(request: SipRequest): boolean {
  const privacy = request.header('Privacy')
  // RFC 3323 §4.2: `none` says explicitly that nothing is to be hidden.
  if (privacy !== undefined && !/(^|;)\s*none\s*($|;)/i.test(privacy)) {
    if (/(^|[;\s])(id|user|header)\s*($|;)/i.test(privacy)) return true
  }
  const { uri } = request.from
  return uri.user?.toLowerCase() === 'anonymous' || uri.host.toLowerCase() === 'anonymous.invalid'
}

function numberOf(address: NameAddr, normalise: (text: string) => string | undefined): string | undefined {
  const user = userOf(address.uri)
  if (user === undefined || user === '') return undefined
  return normalise(user) ?? (/^[0-9*#+]{2,20}$/.test(user) ? user : undefined)
}

function firstAddress(request: SipRequest, name: string): NameAddr | undefined {
  const [value] = request.headers(name)
  return value === undefined ? undefined : parseNameAddr(value)
}
