/**
 * The descriptions of one party whose audio is secured with keys in them (RFC 4568), both directions, and what its endpoint must
 * know: whoever holds it deals in plain descriptions only. Our key stays the same all the session, the party may change its own.
 */
import { randomBytes } from 'node:crypto'
import { isRefusal, type MediaRefusal, refusal } from '../errors.ts'
import type { MediaEndpoint } from '../media-endpoint.ts'
import {
  chooseAudio,
  isPlainRtp,
  type MediaLine,
  parseSdp,
  readMediaLine,
  type SessionDescription,
} from '../sdp/session-description.ts'
import {
  type CryptoAttribute,
  readCrypto,
  type SdesKey,
  type SuiteName,
  saltLength,
  suites,
  writeCrypto,
} from './crypto-attribute.ts'

const ourOrder: readonly SuiteName[] = [
  'AES_CM_128_HMAC_SHA1_80',
  'AES_CM_128_HMAC_SHA1_32',
  'AES_256_CM_HMAC_SHA1_80',
]
const isSecuredRtp = ({ protocol }: MediaLine): boolean => /^RTP\/SAVPF?$/i.test(protocol)

export class SdesFacing {
  readonly #endpoint: Pick<MediaEndpoint, 'secure'>
  readonly #required: boolean
  readonly #ours = new Map<SuiteName, SdesKey>()
  /** What the party was shown last: an answer takes one of these (§5.1.3). */
  #shown: readonly CryptoAttribute[] = []
  /** What was taken of the party's last offer, and how it named the transport. */
  #taken: { readonly crypto: CryptoAttribute; readonly protocol: string } | undefined
  /** What is spoken since the last exchange. */
  #inUse: SuiteName | undefined

  /**
   * @param required keys beside plain RTP, as phones write that can be told to secure what they can, are taken: nothing else would
   *   be. Answered likewise, with a key beside plain RTP, they secure it
   */
  constructor(endpoint: Pick<MediaEndpoint, 'secure'>, required = false) {
    this.#endpoint = endpoint
    this.#required = required
    // From now on nothing goes out in clear.
    endpoint.secure()
  }

  /** What the party offered, as plain text. Nothing changes for its endpoint before `write` has answered it. */
  readOffer(text: string): string | MediaRefusal {
    const session = parseSdp(text)
    if (isRefusal(session)) return session
    const index = this.#choose(session)
    if (index === undefined) return refusal(isUnsecured(session) ? 'unsecured' : 'keys-missing')
    const crypto = cryptoOf(session, index)[0]
    if (crypto === undefined) return refusal('keys-missing')
    this.#taken = { crypto, protocol: readMediaLine(session, index).protocol }
    return toPlain(session, index)
  }

  /** What the party answered, as plain text; from now on it is spoken to with these keys. */
  readAnswer(text: string): string | MediaRefusal {
    const session = parseSdp(text)
    if (isRefusal(session)) return session
    const index = this.#choose(session)
    if (index === undefined) return refusal(isUnsecured(session) ? 'unsecured' : 'keys-missing')
    const theirs = cryptoOf(session, index)[0]
    const ours = this.#shown.find(({ tag, suite }) => tag === theirs?.tag && suite === theirs.suite)
    if (theirs === undefined || ours === undefined)
      return refusal('answer-mismatch', 'the answer has no key for one that was offered')
    this.#agree(theirs)
    return toPlain(session, index)
  }

  /** What we say, as the party wants it. */
  write(plain: string, role: 'offer' | 'answer'): string | MediaRefusal {
    const session = parseSdp(plain)
    if (isRefusal(session)) return session
    const index = chooseAudio(session)
    if (typeof index !== 'number') return index
    const taken = role === 'answer' ? this.#taken : undefined
    if (role === 'answer' && taken === undefined) return refusal('keys-missing')
    this.#shown = taken ? [{ ...this.#our(taken.crypto.suite), tag: taken.crypto.tag }] : this.#offered()
    if (taken) this.#agree(taken.crypto)
    return toSecured(session, index, taken?.protocol, this.#shown.map(writeCrypto).join(''))
  }

  /** Another offer within the session has what is in use: with the same key our sequence goes on (§7.1.4). */
  #offered(): CryptoAttribute[] {
    const names = this.#inUse === undefined ? ourOrder : [this.#inUse]
    return names.map((suite, i) => ({ ...this.#our(suite), tag: String(i + 1) }))
  }

  #our(suite: SuiteName): SdesKey {
    const known = this.#ours.get(suite)
    if (known) return known
    const inline = randomBytes(suites[suite].key + saltLength).toString('base64')
    const made = { suite, inline, identifier: 0 }
    this.#ours.set(suite, made)
    return made
  }

  #agree({ suite, inline, identifier }: CryptoAttribute): void {
    this.#inUse = suite
    this.#endpoint.secure({ ours: this.#our(suite), theirs: { suite, inline, identifier } })
  }

  #choose(session: SessionDescription): number | undefined {
    const secured = findAudio(session, isSecuredRtp)
    if (secured !== undefined || !this.#required) return secured
    return findAudio(session, (media, index) => isPlainRtp(media) && cryptoOf(session, index).length > 0)
  }
}

/**
 * Whether an offer is to be taken as secured by keys in it: there is no plain audio beside, and no certificate to be shown in
 * a handshake instead. Keys beside plain RTP, as some phones write, are not binding (RFC 4568 §4 knows them with SAVP only).
 */
export function offersSdes(text: string): boolean {
  if (!/^m=audio [^\r\n]*RTP\/SAVP/im.test(text)) return false
  const session = parseSdp(text)
  if (isRefusal(session)) return false
  const index = chooseAudio(session)
  if (typeof index !== 'number' || !isSecuredRtp(readMediaLine(session, index))) return false
  const asksForHandshake = session.lines.some((line) => line.startsWith('a=fingerprint:'))
  return !asksForHandshake || cryptoOf(session, index).length > 0
}

function findAudio(
  session: SessionDescription,
  fits: (media: MediaLine, index: number) => boolean,
): number | undefined {
  for (let index = 0; index < session.mediaLines.length; index += 1) {
    const media = readMediaLine(session, index)
    if (media.type === 'audio' && media.port !== 0 && fits(media, index)) return index
  }
  return undefined
}

const isUnsecured = (session: SessionDescription): boolean => findAudio(session, isPlainRtp) !== undefined

/** Of one stream, those that can be used, in the party's order: it prefers the first (§5.1.1). */
function cryptoOf({ lines, mediaLines }: SessionDescription, index: number): CryptoAttribute[] {
  const stream = lines.slice(mediaLines[index], mediaLines[index + 1])
  return stream.flatMap((line) => (line.startsWith('a=crypto:') ? (readCrypto(line.slice(9)) ?? []) : []))
}

/** The same description without keys, and with no other audio to choose. */
function toPlain(session: SessionDescription, chosen: number): string {
  const { lines, mediaLines } = session
  let text = ''
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? ''
    const index = mediaLines.indexOf(i)
    if (index === chosen) text += `${line.replace(/RTP\/SAVP/i, 'RTP/AVP')}\r\n`
    else if (index >= 0) text += `${withoutAudio(line)}\r\n`
    else if (!line.startsWith('a=crypto:') && line !== '') text += `${line}\r\n`
  }
  return text
}

const withoutAudio = (line: string): string => line.replace(/^m=audio +\d+(?:\/\d+)?/, 'm=audio 0')

/** @param protocol as the offer named it; undefined in an offer of ours */
function toSecured(
  session: SessionDescription,
  chosen: number,
  protocol: string | undefined,
  keys: string,
): string {
  const { lines, mediaLines } = session
  const media = readMediaLine(session, chosen)
  const begin = mediaLines[chosen] ?? 0
  const end = mediaLines[chosen + 1] ?? lines.length
  const transport = protocol ?? media.protocol.replace(/RTP\/AVP/i, 'RTP/SAVP')
  const head = `m=${media.type} ${media.port} ${transport} ${media.formats}`
  const written = [...lines.slice(0, begin), head, ...lines.slice(begin + 1, end)].join('\r\n')
  const rest = lines.slice(end).map((line) => `${line}\r\n`)
  return `${written}\r\n${keys}${rest.join('')}`
}
