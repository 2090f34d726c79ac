/** Asks a message for everything it can tell; only MalformedHeader may be thrown on the way. */
import { MalformedHeader } from '../src/errors.ts'
import {
  contactOf,
  parseAccept,
  parseAuth,
  parseDate,
  parseDeltaSeconds,
  parseDiversion,
  parseEvent,
  parseHistoryInfo,
  parseIdentities,
  parsePrivacy,
  parseReason,
  parseRetryAfter,
  parseSessionExpires,
  parseTokenList,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../src/message/index.ts'

type Reader = (message: SipMessage) => unknown

const readers: readonly Reader[] = [
  (message) => message.callId,
  (message) => message.cseq,
  (message) => [message.from.displayName, message.from.params, message.from.uri.params, message.from.tag],
  (message) => [message.to.displayName, message.to.params, message.to.uri.headers, message.to.tag],
  (message) => [
    message.topVia.toString(),
    message.topVia.rport,
    message.topVia.received,
    message.topVia.params,
  ],
  (message) => message.vias.map((via) => via.withReceived('192.0.2.1', 5060).toString()),
  (message) => message.contacts.map(contactOf),
  (message) => message.contacts.map((contact) => contact.uri.equals(contact.uri)),
  (message) => message.routes,
  (message) => message.recordRoutes,
  (message) => [message.maxForwards, message.mediaType, message.body, message.size],
]

const parsers: ReadonlyMap<string, (value: string) => unknown> = new Map(
  Object.entries({
    Accept: parseAccept,
    Authorization: parseAuth,
    'WWW-Authenticate': parseAuth,
    Date: parseDate,
    Expires: parseDeltaSeconds,
    Diversion: parseDiversion,
    Event: parseEvent,
    'History-Info': parseHistoryInfo,
    'P-Asserted-Identity': (value) => parseIdentities([value]),
    Privacy: parsePrivacy,
    Reason: parseReason,
    'Retry-After': parseRetryAfter,
    'Session-Expires': parseSessionExpires,
    Supported: parseTokenList,
  }),
)

/** @throws whatever a reader throws that is not MalformedHeader: that is a finding */
export function readEverything(message: SipRequest | SipResponse): void {
  for (const read of readers) {
    try {
      read(message)
    } catch (error) {
      if (!(error instanceof MalformedHeader)) throw error
    }
  }
  for (const [name, value] of message.lines()) {
    message.headers(name)
    // Every header parser meets every value: peers put the right thing in the wrong place.
    for (const parse of parsers.values()) parse(value)
  }
  if (message.kind === 'response') message.reason.length.toFixed()
  else message.findUri()
}
