/**
 * What a REGISTER does to the bindings of an address-of-record (RFC 3261 §10.3), as a pure function: bindings, request
 * and time in; bindings and reply out. All or nothing.
 */

import { knownUri } from '../dialog/route-set.ts'
import {
  type Contact,
  contactOf,
  flatten,
  HeaderId,
  parseDeltaSeconds,
  type ResponseParts,
  type SipRequest,
  type SipUri,
  writeParameters,
} from '../message/index.ts'
import type { Flow } from '../transport/flow.ts'

/** Where an address-of-record can be reached, until when. Plain data, may be stored. */
export interface Binding {
  /** The Contact URI as registered. */
  readonly uri: string
  /** The Contact's other header parameters as registered (`;+sip.instance="…"`), without expires and q. */
  readonly params: string
  /** Thousandths, so that equal preferences are equal numbers: 0 to 1000, default 1000. */
  readonly q: number
  /** Wall time in milliseconds since 1970. */
  readonly expiresAt: number
  readonly callId: string
  readonly cseq: number
  /** Route values towards it, first one first (RFC 3327). */
  readonly path: readonly string[]
  /** How the REGISTER came: a call to a phone behind NAT goes back over it (RFC 5626 §5.3). */
  readonly flow: Flow
  /** `+sip.instance` and `reg-id`, by which a phone that moved replaces its old binding (RFC 5626 §6). */
  readonly instance?: string
  readonly regId?: number
  readonly userAgent?: string
}

/** Bounds of Expires, in seconds. */
export interface ExpiryBounds {
  /** Less is refused with 423. */
  readonly minimum: number
  /** More is shortened. */
  readonly maximum: number
  /** When the phone asks for nothing. */
  readonly default: number
}

export const defaultExpiry: ExpiryBounds = { minimum: 60, maximum: 3600, default: 3600 }

/**
 * A phone on UDP behind NAT is told to come back after so many seconds at most: for as long it may not be reached once its router
 * has given it another port. One that looks after its flow notices that by itself (RFC 5626 §4.2).
 */
const MOST_BEHIND_NAT = 300

/** What a REGISTER is judged by besides the bindings. */
export interface RegisterContext {
  /** Wall time in milliseconds since 1970. */
  readonly now: number
  readonly flow: Flow
  readonly expiry?: ExpiryBounds | undefined
  /** How many bindings one address-of-record may have. Default 10. */
  readonly mostBindings?: number | undefined
}

export type RegisterOutcome =
  | { readonly kind: 'accepted'; readonly bindings: readonly Binding[]; readonly reply: ResponseParts }
  | { readonly kind: 'refused'; readonly reply: ResponseParts }

type Refusal = Extract<RegisterOutcome, { kind: 'refused' }>

/**
 * Applies a REGISTER that is authenticated and authorized (RFC 3261 §10.3 steps 6 to 8). `bindings` are all that are
 * kept of the address-of-record, expired ones too; the result has none of those.
 */
export function applyRegister(
  bindings: readonly Binding[],
  request: SipRequest,
  context: RegisterContext,
): RegisterOutcome {
  const live = bindings.filter((binding) => binding.expiresAt > context.now)
  const contacts = request.values(HeaderId.Contact)
  if (request.contactIsStar) return removeAll(live, request, context)
  if (contacts.includes('*')) return refuse(400, 'Contact * Must Stand Alone')
  const wanted = request.contacts.map(contactOf)
  if (wanted.length === 0) return accept(live, context)
  if (!request.contacts.every((contact) => contact.uri.isSip)) return refuse(400, 'Contact Must Be A SIP URI')
  if (requiresPathInVain(request, context.flow)) return refuse(420, undefined, 'Unsupported: path\r\n')
  return applyContacts(live, wanted, request, context)
}

/** Step 6: `*` removes everything, and only with Expires 0. */
function removeAll(live: readonly Binding[], request: SipRequest, context: RegisterContext): RegisterOutcome {
  if (headerExpires(request) !== 0) return refuse(400, 'Contact * Needs Expires 0')
  if (live.some((binding) => isOutdated(binding, request))) return refuse(500, 'CSeq Out Of Order')
  return accept([], context)
}

/** Step 7. The first Contact that cannot be taken refuses them all, and nothing has changed. */
function applyContacts(
  live: readonly Binding[],
  wanted: readonly Contact[],
  request: SipRequest,
  context: RegisterContext,
): RegisterOutcome {
  const bounds = context.expiry ?? defaultExpiry
  let result = [...live]
  for (const contact of wanted) {
    const seconds = contact.expires ?? headerExpires(request) ?? bounds.default
    // RFC 3261 §10.3: only an interval below one hour may be refused as too brief.
    if (seconds > 0 && seconds < Math.min(bounds.minimum, 3600)) {
      return refuse(423, undefined, `Min-Expires: ${bounds.minimum}\r\n`)
    }
    const at = result.findIndex((binding) => isSameContact(binding, contact))
    const before = result[at]
    if (before !== undefined && isOutdated(before, request)) return refuse(500, 'CSeq Out Of Order')
    if (seconds === 0) {
      if (before !== undefined) result.splice(at, 1)
      continue
    }
    const most = isBehindNat(contact, request, context) ? MOST_BEHIND_NAT : bounds.maximum
    const binding = bindingOf(contact, Math.min(seconds, most, bounds.maximum), request, context)
    if (before === undefined) result.push(binding)
    else result[at] = binding
    if (wanted.length === 1) result = result.filter((other) => !hasMovedTo(binding, other))
  }
  if (result.length > (context.mostBindings ?? 10)) return refuse(403, 'Too Many Bindings')
  return accept(result, context, request)
}

/** It names another host than its datagram came from, though nobody passed that on (RFC 3327). */
function isBehindNat({ address, regId }: Contact, request: SipRequest, { flow }: RegisterContext): boolean {
  if (flow.transport !== 'UDP' || regId !== undefined || believedPath(request, flow).length > 0) return false
  return knownUri(flatten(address.uriText)).address !== flow.remoteAddress
}

/** Same URI (§19.1.4), or the same instance and reg-id whatever the URI (RFC 5626 §6). */
function isSameContact(binding: Binding, contact: Contact): boolean {
  const { instance, regId } = contact
  if (instance !== undefined && regId !== undefined && binding.instance === instance)
    return binding.regId === regId
  return knownUri(binding.uri).equals(contact.address.uri)
}

/**
 * A phone that names its instance without reg-id has one address at a time (RFC 5627 §3.1): at its new one it would ring
 * twice until the old one expires. Several in one REGISTER are what it wants.
 */
function hasMovedTo(binding: Binding, other: Binding): boolean {
  const { instance, regId } = binding
  if (other === binding || instance === undefined || regId !== undefined) return false
  return other.instance === instance && other.regId === undefined
}

/** Of one Call-ID, only a higher number may change a binding; another Call-ID always may (the phone restarted). */
function isOutdated(binding: Binding, request: SipRequest): boolean {
  return binding.callId === request.callId && request.cseq.sequence <= binding.cseq
}

function bindingOf(
  contact: Contact,
  seconds: number,
  request: SipRequest,
  context: RegisterContext,
): Binding {
  const kept = [...contact.address.params].filter(([name]) => name !== 'expires' && name !== 'q')
  const userAgent = request.header('User-Agent')
  return {
    uri: flatten(contact.address.uriText),
    params: flatten(writeParameters(kept)),
    q: Math.round(contact.q * 1000),
    expiresAt: context.now + seconds * 1000,
    callId: flatten(request.callId),
    cseq: request.cseq.sequence,
    path: believedPath(request, context.flow).map(flatten),
    flow: context.flow,
    ...(contact.instance === undefined ? {} : { instance: contact.instance }),
    ...(contact.regId === undefined ? {} : { regId: contact.regId }),
    ...(userAgent === undefined ? {} : { userAgent: flatten(userAgent) }),
  }
}

function accept(
  bindings: readonly Binding[],
  context: RegisterContext,
  request?: SipRequest,
): RegisterOutcome {
  let extra = ''
  for (const binding of bindings) extra += contactLine(binding, context.now)
  // RFC 3327 §5.3: the Path goes back, so that the phone sees by what way it is reached.
  if (request !== undefined && knowsPath(request)) {
    for (const path of believedPath(request, context.flow)) extra += `Path: ${path}\r\n`
  }
  return { kind: 'accepted', bindings, reply: { status: 200, extra } }
}

/** What the phone is told of a binding: seconds left, rounded up so that its own 0 is never shown while it holds. */
function contactLine(binding: Binding, now: number): string {
  const q = binding.q === 1000 ? '' : `;q=${binding.q / 1000}`
  return `Contact: <${binding.uri}>${q}${binding.params};expires=${Math.ceil((binding.expiresAt - now) / 1000)}\r\n`
}

/**
 * RFC 3327 §6: a Path decides where we send calls, so that only of a proxy that is believed is taken, and for every phone (§5.3).
 * Whoever else writes one is reached as if it had not.
 */
const believedPath = (request: SipRequest, flow: Flow): readonly string[] =>
  flow.origin === undefined ? [] : request.headers('Path')

const knowsPath = (request: SipRequest): boolean =>
  request.headers('Supported').includes('path') || requiresPath(request)

const requiresPath = (request: SipRequest): boolean => request.values(HeaderId.Require).includes('path')

const requiresPathInVain = (request: SipRequest, flow: Flow): boolean =>
  flow.origin === undefined && request.has('Path') && requiresPath(request)

function headerExpires(request: SipRequest): number | undefined {
  const field = request.header('Expires')
  return field === undefined ? undefined : parseDeltaSeconds(field)
}

function refuse(status: number, reason?: string, extra?: string): Refusal {
  return { kind: 'refused', reply: { status, reason, extra } }
}

/** The bindings still good, best first: q descending, the latest registered first among equals (RFC 3261 §16.6). */
export function liveBindings(bindings: readonly Binding[], now: number): readonly Binding[] {
  return bindings
    .filter((binding) => binding.expiresAt > now)
    .sort((a, b) => b.q - a.q || b.expiresAt - a.expiresAt)
}

/** The address-of-record a REGISTER is for, in canonical form (RFC 3261 §10.3 step 5): no parameters, no escapes. */
export function addressOfRecord(uri: SipUri): string {
  const user = uri.userText
  return `${uri.scheme}:${user === undefined ? '' : `${user}@`}${uri.address}`
}
