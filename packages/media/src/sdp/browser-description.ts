/**
 * Session descriptions as browsers write and want them (RFC 8829), and plain ones for all the rest of us: what a browser
 * says is made plain when it comes in, and what we say is dressed up when it goes out. One audio stream, Opus (of which the plain
 * ones know nothing), G.711 and telephone-event; everything else of a browser's stays behind, for nobody behind us understands it.
 */

import type {
  BrowserParameters,
  Fingerprint,
  OpusTypes,
  OurParameters,
} from '../browser/browser-parameters.ts'
import { isRefusal, type MediaRefusal, refusal } from '../errors.ts'
import { describeOffer } from './audio-description.ts'
import {
  asTelephone,
  type BrowserFormats,
  browserFormatsOf,
  opusBeside,
  opusTypes,
  ownNumbers,
  plainFormatsOf,
  writeFormats,
} from './browser-formats.ts'
import { networkAddress } from './offer-answer.ts'
import { parseSdp, type SessionDescription } from './session-description.ts'

/** A browser's description, taken apart. */
export interface BrowserDescription {
  readonly kind: 'browser'
  /** What it says of audio, as a telephone would. */
  readonly plain: string
  readonly parameters: BrowserParameters
  readonly mid: string
}

/** What stands in ours besides the audio. */
export interface OurSide extends OurParameters {
  /** SHA-256 of our certificate. */
  readonly fingerprint: string
  /** In an answer the offer's; `0` in an offer of ours. */
  readonly mid: string
  readonly role: 'offer' | 'answer'
  /** Where the browser reaches us. */
  readonly address: string
  readonly port: number
  /** Opus as it is spoken with the browser already; in an answer, as it was offered. */
  readonly opus?: OpusTypes | undefined
}

/** Stands for an address that only checks will find (RFC 8839 §4.2.1.1); ours never send to it. */
const elsewhere = '192.0.2.0'

/**
 * Makes a browser's description plain. Refuses one without ICE, a good fingerprint, the part of client in DTLS, or what both speak.
 * @param shown our offer that it answers, as the browser was shown it
 */
export function readBrowserDescription(text: string, shown?: string): BrowserDescription | MediaRefusal {
  const session = parseSdp(text)
  if (isRefusal(session)) return session
  const audio = describeOffer(session)
  if (isRefusal(audio)) return audio
  if (!audio.protocol.startsWith('UDP/TLS/RTP/')) return refusal('browser-parameters')
  const find = attributesOf(session, audio.mediaIndex)
  const [ufrag, pwd] = [find('ice-ufrag')[0], find('ice-pwd')[0]]
  const fingerprint = readFingerprint(find('fingerprint'))
  const setup = find('setup')[0]
  if (!ufrag || !pwd || !fingerprint) return refusal('browser-parameters')
  // We are the server of the handshake: RFC 8842 §5.2 lets an answerer be it, an answer to us must agree.
  if (setup !== 'actpass' && setup !== 'active')
    return refusal('browser-parameters', 'we take the passive part in DTLS')
  const asked = shown === undefined ? undefined : readFormats(shown)
  const theirs = browserFormatsOf(audio, find('rtpmap'))
  const formats = asTelephone(theirs, asked)
  if (formats.laws.length === 0) return refusal('codec-unsupported')
  const { types, maps } = writeFormats(formats)
  const plain =
    `v=0\r\no=- 1 1 IN IP4 ${elsewhere}\r\ns=-\r\nc=IN IP4 ${elsewhere}\r\nt=0 0\r\n` +
    `m=audio 9 RTP/AVP ${types}\r\n${maps}a=ptime:20\r\na=${audio.direction}\r\n`
  const parameters = { ufrag, pwd, fingerprint, opus: opusTypes(theirs, asked ?? theirs) }
  return { kind: 'browser', plain, parameters, mid: find('mid')[0] ?? '0' }
}

/** Dresses a plain description up for a browser (RFC 8829 §5.2.1, §5.3.1): bundled, multiplexed, ICE-lite, DTLS server. */
export function writeBrowserDescription(plain: string, ours: OurSide): string | MediaRefusal {
  const session = parseSdp(plain)
  if (isRefusal(session)) return session
  const audio = describeOffer(session)
  if (isRefusal(audio)) return audio
  const formats = plainFormatsOf(audio)
  if (formats.laws.length === 0) return refusal('codec-unsupported')
  const known = ownNumbers(ours.opus)
  const { types, maps } = writeFormats(formats, ours.role === 'offer' ? opusBeside(formats, known) : known)
  const where = networkAddress(ours.address)
  const origin = session.lines.find((line) => line.startsWith('o=')) ?? `o=- 1 1 ${where}`
  return (
    `v=0\r\n${origin}\r\ns=-\r\nt=0 0\r\na=group:BUNDLE ${ours.mid}\r\na=ice-lite\r\na=msid-semantic: WMS *\r\n` +
    `m=audio ${ours.port} UDP/TLS/RTP/SAVPF ${types}\r\nc=${where}\r\na=mid:${ours.mid}\r\n` +
    `a=rtcp-mux\r\na=ice-ufrag:${ours.ufrag}\r\na=ice-pwd:${ours.pwd}\r\n` +
    `a=fingerprint:sha-256 ${ours.fingerprint}\r\na=setup:${ours.role === 'offer' ? 'actpass' : 'passive'}\r\n` +
    `${maps}a=ptime:20\r\na=msid:mainline audio\r\na=ssrc:${ours.ssrc} cname:mainline\r\n` +
    `a=ssrc:${ours.ssrc} msid:mainline audio\r\na=${audio.direction}\r\n` +
    `a=candidate:1 1 udp 2130706431 ${ours.address} ${ours.port} typ host\r\na=end-of-candidates\r\n`
  )
}

/** What was shown to a browser, by ourselves. */
function readFormats(shown: string): BrowserFormats | undefined {
  const session = parseSdp(shown)
  const audio = isRefusal(session) ? session : describeOffer(session)
  if (isRefusal(session) || isRefusal(audio)) return undefined
  return browserFormatsOf(audio, attributesOf(session, audio.mediaIndex)('rtpmap'))
}

/** Values of an attribute: of the stream, else of the session (RFC 8839 §5.4, RFC 8122 §5). */
function attributesOf({ lines, mediaLines }: SessionDescription, index: number) {
  const stream = lines.slice(mediaLines[index], mediaLines[index + 1])
  const general = lines.slice(0, mediaLines[0])
  return (name: string): string[] => {
    const values = (of: readonly string[]) =>
      of.flatMap((line) => (line.startsWith(`a=${name}:`) ? [line.slice(name.length + 3).trim()] : []))
    const own = values(stream)
    return own.length > 0 ? own : values(general)
  }
}

/** The strongest that is said and good enough: SHA-1 proves little (RFC 8122 §5). */
function readFingerprint(values: readonly string[]): Fingerprint | undefined {
  for (const algorithm of ['sha512', 'sha384', 'sha256'] as const) {
    for (const value of values) {
      const [name = '', hex = ''] = value.split(/\s+/)
      if (name.toLowerCase().replace('-', '') === algorithm && /^([0-9a-f]{2}:)+[0-9a-f]{2}$/i.test(hex))
        return { algorithm, value: hex.toUpperCase() }
    }
  }
  return undefined
}
