/**
 * Who calls: read from what a trunk asserts (RFC 3325), with the caller's wish for privacy (RFC 3323) honoured in all
 * that people and other carriers see (C5, C11).
 */
import {
  hidesCaller,
  type NameAddr,
  parseIdentities,
  parseNameAddr,
  parsePrivacy,
  type SipRequest,
} from '@mainline/sip'
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
  const asserted = (trusted && parseIdentities(request.headers('P-Asserted-Identity'))) || []
  // RFC 3325 §9.1: one of two is a telephone number. Where none is, a trunk's account is named, and not who calls.
  const assertedNumber = firstNumber(asserted, normalise)
  const number = assertedNumber ?? numberOf(request.from, normalise)
  if (isWithheld(request)) return withheldIdentity(assertedNumber)
  const name = hidesName(request)
    ? undefined
    : printable(nameBeside(number, request.from, asserted, normalise))
  return { number, name: name === number ? undefined : name, withheld: false, assertedNumber }
}

/** A phone of ours is known by its credentials, whatever its From says; only its wish not to be shown counts. */
export function identityOfDevice(
  request: SipRequest,
  { e164, name }: { readonly e164: string; readonly name: string },
): CallerIdentity {
  if (isWithheld(request)) return withheldIdentity(e164)
  return { number: e164, name, withheld: false, assertedNumber: e164 }
}

const withheldIdentity = (assertedNumber: string | undefined): CallerIdentity => ({
  number: undefined,
  name: undefined,
  withheld: true,
  assertedNumber,
})

/** The name that belongs to the number: From may name somebody else, as of a line behind a switchboard. */
function nameBeside(
  number: string | undefined,
  from: NameAddr,
  asserted: readonly NameAddr[],
  normalise: (text: string) => string | undefined,
): string | undefined {
  const name = asserted.find(({ displayName }) => displayName !== undefined)?.displayName
  const other = asserted.length > 0 ? numberOf(from, normalise) : undefined
  return other !== undefined && other !== number ? name : (from.displayName ?? name)
}

function firstNumber(
  addresses: readonly NameAddr[],
  normalise: (text: string) => string | undefined,
): string | undefined {
  for (const address of addresses) {
    const number = numberOf(address, normalise)
    if (number !== undefined) return number
  }
  return undefined
}

/** Of a name is kept what a line holds. */
const MOST_NAME = 120

/** People read it, and the database keeps it: no controls, and no marks that turn round what follows them. */
const printable = (name: string | undefined) =>
  name?.replace(/[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, ' ').slice(0, MOST_NAME)

function isWithheld(request: SipRequest): boolean {
  const value = request.header('Privacy')
  const privacy = value === undefined ? undefined : parsePrivacy(value)
  if (privacy && hidesCaller(privacy)) return true
  if (remotePartyPrivacy(request).some((wish) => wish === 'full' || wish === 'uri')) return true
  const { uri } = request.from
  return uri.user?.toLowerCase() === 'anonymous' || uri.host.toLowerCase() === 'anonymous.invalid'
}

const hidesName = (request: SipRequest) => remotePartyPrivacy(request).includes('name')

/** What callers want hidden by the older Remote-Party-ID (draft-ietf-sip-privacy-04 §6.4), which many carriers still send. */
function remotePartyPrivacy(request: SipRequest): readonly string[] {
  return request.headers('Remote-Party-ID').flatMap((text) => {
    const params = parseNameAddr(text)?.params
    const calling = (params?.get('party') ?? 'calling').toLowerCase() === 'calling'
    return calling ? [params?.get('privacy')?.toLowerCase() ?? ''] : []
  })
}

function numberOf(address: NameAddr, normalise: (text: string) => string | undefined): string | undefined {
  const user = userOf(address.uri)
  if (user === undefined || user === '') return undefined
  return normalise(user) ?? (/^[0-9*#+]{2,20}$/.test(user) ? user : undefined)
}
