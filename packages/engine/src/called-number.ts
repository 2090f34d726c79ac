/** Which number a carrier's INVITE is for (C1): read where the trunk's profile says, in its order. */
import { parseNameAddr, type SipRequest, type SipUri } from '@mainline/sip'
import type { CalledNumberSource } from './ports.ts'

/**
 * Tries the sources in order and returns the first that reads as a number.
 * @param normalise turns dialled digits into E.164 by the trunk's country, or says that they are no number
 * @returns E.164 with the plus sign, or undefined when no source holds a number
 */
export function readCalledNumber(
  request: SipRequest,
  sources: readonly CalledNumberSource[],
  normalise: (dialled: string) => string | undefined,
): string | undefined {
  for (const source of sources) {
    const dialled = userOf(uriFrom(request, source))
    const number = dialled === undefined ? undefined : normalise(dialled)
    if (number !== undefined) return number
  }
  return undefined
}

/** The user part of a URI without its parameters, visual separators (RFC 3966 §5.1.1) and control characters. */
export function userOf(uri: SipUri | undefined): string | undefined {
  if (uri?.user === undefined) return undefined
  const [user = '', ...params] = decodeURIComponentSafely(uri.user).split(';')
  const context = user.startsWith('+') ? '' : contextOf(uri, params)
  return context + user.replace(/[\s\p{Cc}().-]/gu, '')
}

/** The global prefix of a local number (RFC 3966 §5.1.5): "79460001;phone-context=+4420". A domain is no prefix. */
function contextOf(uri: SipUri, userParams: readonly string[]): string {
  const given = userParams.find((param) => /^phone-context=/i.test(param))?.slice(14)
  const context = given ?? (uri.scheme === 'tel' ? uri.params.get('phone-context') : undefined)
  return context?.startsWith('+') ? context.replace(/[\s\p{Cc}().-]/gu, '') : ''
}

function uriFrom(request: SipRequest, source: CalledNumberSource): SipUri | undefined {
  switch (source) {
    case 'request-uri':
      return request.uri
    case 'to':
      return request.to.uri
    case 'p-called-party-id':
      return headerUri(request, 'P-Called-Party-ID')
    case 'diversion':
      return headerUri(request, 'Diversion')
  }
}

function headerUri(request: SipRequest, name: string): SipUri | undefined {
  const [value] = request.headers(name)
  return value === undefined ? undefined : parseNameAddr(value)?.uri
}

/** The parser has refused broken escapes already; a user that is not UTF-8 is left as it is. */
function decodeURIComponentSafely(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
