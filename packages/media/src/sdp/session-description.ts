/**
 * A session description held as its lines (RFC 4566). sdp-transform reads the values of the few lines that audio needs;
 * all others are only carried along, so that a relay passes on what nobody here has heard of.
 */

import { type ParsedSession, parse } from 'sdp-transform'
import { type MediaRefusal, refusal } from '../errors.ts'

/** A session description; `lines` are its text, untouched. */
export interface SessionDescription {
  readonly kind: 'session'
  readonly lines: readonly string[]
  /** Indexes into `lines` of the m= lines. */
  readonly mediaLines: readonly number[]
}

/** One m= line taken apart. */
export interface MediaLine {
  readonly type: string
  readonly port: number
  readonly protocol: string
  /** The formats as they stood. */
  readonly formats: string
}

const lineEnd = /\r\n|\n|\r/
const mediaLine = /^m=(\S+) +(\d{1,5})(?:\/\d+)? +(\S+)(?: +(.*))?$/
const telling = /^(?:[mc]=|a=(?:rtpmap:|rtcp:|rtcp-mux$|ptime:|sendrecv$|sendonly$|recvonly$|inactive$))/

/** Reads a session description; CRLF, LF and CR end lines. Refuses text without v=, or with an m= line that is none. */
export function parseSdp(text: string): SessionDescription | MediaRefusal {
  const lines = text.split(lineEnd)
  while (lines.length > 0 && lines[lines.length - 1]?.trim() === '') lines.pop()
  if (!lines[0]?.startsWith('v='))
    return refusal('sdp-malformed', 'the session description does not begin with v=')
  const mediaLines: number[] = []
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? ''
    if (line.startsWith('m=')) {
      if (!mediaLine.test(line)) return refusal('sdp-malformed', 'an m= line cannot be read')
      mediaLines.push(i)
    }
  }
  return { kind: 'session', lines, mediaLines }
}

/** Text or what was parsed before, as parsed. */
export function asSession(sdp: string | SessionDescription): SessionDescription | MediaRefusal {
  return typeof sdp === 'string' ? parseSdp(sdp) : sdp
}

/** The m= line number `index` of the description, taken apart. */
export function readMediaLine(session: SessionDescription, index: number): MediaLine {
  const [, type = '', port = '0', protocol = '', formats = ''] =
    mediaLine.exec(session.lines[session.mediaLines[index] ?? -1] ?? '') ?? []
  return { type, port: Number(port), protocol, formats: formats.trim() }
}

const rtpProtocol = /^(?:RTP\/|UDP\/TLS\/RTP\/)/i
const plainRtp = /^RTP\/AVPF?$/i

/** RTP that nobody needs keys for: we speak no other ourselves (browsers' descriptions are written anew before). */
export const isPlainRtp = ({ protocol }: { readonly protocol: string }): boolean => plainRtp.test(protocol)

/**
 * Index of the audio stream to use: the first that is not disabled and runs over plain RTP; without one, the first over any
 * RTP, which may still be relayed. Whoever has the choice offers the same audio twice, with keys and without (RFC 3264 §6).
 * Refuses a description that has none, telling apart: no audio at all, audio disabled by port 0, audio over something else.
 */
export function chooseAudio(session: SessionDescription): number | MediaRefusal {
  let why: MediaRefusal = refusal('audio-missing')
  let otherRtp: number | undefined
  for (let index = 0; index < session.mediaLines.length; index += 1) {
    const media = readMediaLine(session, index)
    if (media.type !== 'audio') continue
    if (media.port === 0 || media.port > 65535) why = refusal('audio-rejected')
    else if (!rtpProtocol.test(media.protocol)) why = refusal('transport-unsupported')
    else if (isPlainRtp(media)) return index
    else otherRtp ??= index
  }
  return otherRtp ?? why
}

/** What sdp-transform says of the session and of its stream `index`, given only the lines that matter. */
export function readStream(session: SessionDescription, index: number) {
  const { lines, mediaLines } = session
  const text: string[] = []
  const first = mediaLines[0] ?? lines.length
  for (let i = 0; i < first; i += 1) addIfTelling(text, lines[i] ?? '')
  const end = mediaLines[index + 1] ?? lines.length
  // sdp-transform knows no port count ("49170/2"), and we read the m= line ourselves anyway.
  text.push('m=audio 9 RTP/AVP 0')
  for (let i = (mediaLines[index] ?? lines.length) + 1; i < end; i += 1) addIfTelling(text, lines[i] ?? '')
  const parsed = parseKnown(text.join('\n'))
  return { session: parsed, stream: parsed.media[0] ?? { rtp: [] } }
}

/** A phone or carrier describes itself in the same few lines call after call: what they mean is remembered. */
const known = new Map<string, ParsedSession>()
const mostKnown = 500
/** Longer texts are nobody's usual ones, and would let a stranger fill memory. */
const longestKnown = 1_000

function parseKnown(text: string): ParsedSession {
  const before = known.get(text)
  if (before) return before
  const parsed = parse(text)
  if (text.length > longestKnown) return parsed
  if (known.size >= mostKnown) known.clear()
  known.set(text, parsed)
  return parsed
}

function addIfTelling(text: string[], line: string): void {
  const trimmed = line.trimEnd()
  if (telling.test(trimmed)) text.push(trimmed)
}
