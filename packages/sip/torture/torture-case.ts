/** What a torture message is and what must become of it, for the tests here, the user agent's and a live engine's. */
import type { MessageFaultCode, ParseFailureCode } from '../src/errors.ts'

export interface Expected {
  /** What parseMessage makes of it. */
  readonly parse: 'ok' | ParseFailureCode
  /** What validateMessage says of it, when it could be parsed. */
  readonly validate: 'ok' | MessageFaultCode
  /**
   * Final statuses with which a user agent server may answer it; empty for what is never answered
   * (responses, and requests no answer of which could be addressed).
   */
  readonly uas: readonly number[]
}

export interface TortureCase {
  /** The name in the catalogue (RFC 4475) or one of ours (RFC 5118 names only sections). */
  readonly name: string
  readonly rfc: 4475 | 5118
  readonly section: string
  /** What it tries, in a few words. */
  readonly feature: string
  readonly kind: 'request' | 'response'
  readonly bytes: Buffer
  readonly expected: Expected
}

/** What must become of a message, where that is not what becomes of every good one. */
interface Outcome {
  readonly parse?: ParseFailureCode
  readonly validate?: MessageFaultCode
  readonly uas: readonly number[]
}

/** A message of RFC 4475. */
export function row(
  name: string,
  section: string,
  feature: string,
  bytes: Buffer,
  outcome: Outcome,
  kind: TortureCase['kind'] = 'request',
): TortureCase {
  const expected = {
    parse: outcome.parse ?? 'ok',
    validate: outcome.validate ?? 'ok',
    uas: outcome.uas,
  } as const
  return { name, rfc: 4475, section, feature, kind, bytes, expected }
}

/** Lines joined by CRLF, an empty line, the body. Characters are bytes: write UTF-8 with `utf8`. */
export function wire(lines: readonly string[], body = ''): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1')
}

/** Real text as bytes, one character each. */
export function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** A session description to fill a body with. */
export const sdp = [
  'v=0',
  'o=torture 29739 7272939 IN IP4 192.0.2.77',
  's=-',
  'c=IN IP4 192.0.2.77',
  't=0 0',
  'm=audio 30126 RTP/AVP 0 8',
  'a=rtpmap:0 PCMU/8000',
  '',
].join('\r\n')

/** Content-Type and Content-Length of `sdp`. */
export const sdpLines = ['Content-Type: application/sdp', `Content-Length: ${sdp.length}`]
