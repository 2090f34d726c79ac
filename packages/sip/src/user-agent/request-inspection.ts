/**
 * The checks that every request passes before anyone acts on it, in the order of RFC 3261 §8.2: method, Request-URI,
 * merged and looped requests, extensions, content. Pure.
 */
import { accepts, HeaderId, parseAccept, type ResponseParts, type SipRequest } from '../message/index.ts'
import type { Capabilities } from './capabilities.ts'

/** Methods of RFC 3261 and its extensions: known, so 405 rather than 501 (§8.2.1, §21.5.2). */
const knownMethods = new Set([
  'INVITE',
  'ACK',
  'CANCEL',
  'BYE',
  'OPTIONS',
  'REGISTER',
  'INFO',
  'UPDATE',
  'PRACK',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'MESSAGE',
  'REFER',
])

/**
 * Why a request may not be acted on, as the response that says so; undefined when it may.
 * @param merged the same request came by another path before (§8.2.2.2)
 */
export function inspectRequest(
  request: SipRequest,
  capabilities: Capabilities,
  merged: boolean,
): ResponseParts | undefined {
  const { method } = request
  if (!capabilities.methods.includes(method)) {
    return { status: knownMethods.has(method) ? 405 : 501, extra: capabilities.allow }
  }
  if (!capabilities.schemes.includes(request.uri.scheme)) return { status: 416 }
  if (merged) return { status: 482, reason: 'Merged Request' }
  // §16.3: what we take to another side has to have a hop left; what ends here does not (§11).
  if (method === 'INVITE' && request.maxForwards === 0 && request.to.tag === undefined) return { status: 483 }
  return unsupportedExtension(request, capabilities) ?? unacceptableContent(request, capabilities)
}

/** §8.2.2.3. Nothing may be required of a CANCEL; an ACK is never answered, and never comes here. */
function unsupportedExtension(request: SipRequest, capabilities: Capabilities): ResponseParts | undefined {
  if (request.method === 'CANCEL') return undefined
  const required = request.values(HeaderId.Require)
  // We are the end of the request's way, and stand for the proxy too.
  const proxied = request.headers('Proxy-Require')
  if (required.length === 0 && proxied.length === 0) return undefined
  const unknown = [...required, ...proxied].filter((tag) => !capabilities.extensions.includes(tag))
  return unknown.length === 0 ? undefined : { status: 420, extra: `Unsupported: ${unknown.join(', ')}\r\n` }
}

/** §8.2.3. A body that its sender calls optional may be of any type: it can be ignored (§20.11). */
function unacceptableContent(request: SipRequest, capabilities: Capabilities): ResponseParts | undefined {
  if (request.bodySize > capabilities.largestBody) return { status: 513 }
  if (request.method === 'INVITE' && !takesSdp(request)) return { status: 406, extra: capabilities.accept }
  if (!request.hasBody || isOptional(request)) return undefined
  const encodings = request.headers('Content-Encoding')
  if (encodings.some((encoding) => encoding.toLowerCase() !== 'identity')) {
    return { status: 415, extra: `${capabilities.accept}Accept-Encoding: identity\r\n` }
  }
  if (request.method !== 'INVITE') return undefined
  const { mediaType } = request
  const taken = mediaType !== undefined && capabilities.bodies.includes(mediaType)
  return taken ? undefined : { status: 415, extra: `${capabilities.accept}Accept-Encoding: identity\r\n` }
}

/** §20.1: an Accept in an INVITE that rules out what any answer of ours would be. */
function takesSdp(request: SipRequest): boolean {
  const fields = request.headers('Accept')
  if (fields.length === 0 && !request.has('Accept')) return true
  const ranges = parseAccept(fields.join(', '))
  return ranges === undefined || accepts(ranges, 'application/sdp')
}

function isOptional(request: SipRequest): boolean {
  const disposition = request.header('Content-Disposition')
  return disposition !== undefined && /;\s*handling\s*=\s*optional\s*(;|$)/i.test(disposition)
}
