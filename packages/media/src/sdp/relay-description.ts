/** Descriptions passed on by a B2BUA that relays the audio: the peer's own words, with our address in them. */

import { isRefusal, type MediaRefusal, refusal } from '../errors.ts'
import { assumeMirrored, describeOffer, isNowhere, reverse } from './audio-description.ts'
import type { AudioDescription, Direction, Negotiated, RelayPoint } from './negotiated.ts'
import { narrow, networkAddress, pairCodecs, pairTelephoneEvent } from './offer-answer.ts'
import { asSession, chooseAudio, readMediaLine, type SessionDescription } from './session-description.ts'

/** Lines that would lead the other party around us, or group streams that we disabled (RFC 8839, RFC 9143); keys are no other's. */
const leadsAround =
  /^a=(?:crypto:|fingerprint:|setup:|tls-id:|zrtp-hash:|candidate:|ice-|remote-candidates:|end-of-candidates|rtcp:|group:BUNDLE|bundle-only)/

const directionLine = /^a=(?:sendrecv|sendonly|recvonly|inactive) *$/

/**
 * The offer to show to the other party: codecs and lines we do not know stay as they are; o=, c= and the port of the
 * audio are ours; ICE lines and a=rtcp go (RTCP is then on the next port); every stream but the audio is disabled. Whoever offers
 * on hold holds us: the other party would take no part until it is asked again, and we answer for it when the hold is over.
 */
export function relayOffer(offer: string | SessionDescription, point: RelayPoint): string | MediaRefusal {
  const session = asSession(offer)
  if (isRefusal(session)) return session
  const chosen = chooseAudio(session)
  if (typeof chosen !== 'number') return chosen
  if (!hasConnection(session, chosen)) return refusal('sdp-address')
  const audio = describeOffer(session)
  const open = isRefusal(audio) || (audio.direction === 'sendrecv' && !isNowhere(audio.address))
  return rewrite(session, chosen, open ? point : { ...point, direction: 'sendrecv' })
}

/** The answer to show to the offerer; has as many m-lines as `offer` (the offerer's own) had (RFC 3264 §6). */
export function relayAnswer(
  answer: string | SessionDescription,
  point: RelayPoint,
  offer?: string | SessionDescription,
): string | MediaRefusal {
  const session = asSession(answer)
  if (isRefusal(session)) return session
  const chosen = chooseAudio(session)
  if (typeof chosen !== 'number') return chosen
  const asked = offer === undefined ? undefined : asSession(offer)
  if (asked === undefined || isRefusal(asked)) return rewrite(session, chosen, point)
  const place = chooseAudio(asked)
  let text = rewrite(session, chosen, { ...point, direction: directionTo(asked, session) })
  if (session.mediaLines.length === 1 && typeof place === 'number') return inPlace(text, asked, place)
  if (place !== chosen) return refusal('answer-mismatch')
  for (let index = session.mediaLines.length; index < asked.mediaLines.length; index += 1) {
    text += disabled(asked, index)
  }
  return text
}

/** What the answer may say to the offer (RFC 3264 §6.1), where that is less than it says. */
function directionTo(asked: SessionDescription, answer: SessionDescription): Direction | undefined {
  const [offered, answered] = [describeOffer(asked), describeOffer(answer)]
  if (isRefusal(offered) || isRefusal(answered)) return undefined
  const direction = narrow(answered.direction, reverse(offered.direction))
  return direction === answered.direction ? undefined : direction
}

/**
 * A description of one stream to somebody who has more: it stands where they have their audio, for as many are described each time
 * (RFC 3264 §6, §8).
 *
 * @param theirs what they described last
 * @param place of their audio
 */
export function inPlace(audioAlone: string, theirs: SessionDescription, place: number): string {
  if (theirs.mediaLines.length < 2) return audioAlone
  const audio = audioAlone.search(/^m=/m)
  let text = audioAlone.slice(0, audio)
  for (let index = 0; index < theirs.mediaLines.length; index += 1)
    text += index === place ? audioAlone.slice(audio) : disabled(theirs, index)
  return text
}

/** What the endpoints facing each party must know, when offer and answer were relayed word by word. */
export function negotiateRelay(
  offer: AudioDescription,
  answer: AudioDescription,
): { readonly offerer: Negotiated; readonly answerer: Negotiated } {
  return { offerer: facing(offer, answer), answerer: facing(answer, offer) }
}

function facing(peer: AudioDescription, shown: AudioDescription): Negotiated {
  return {
    ...assumeMirrored(peer),
    codecs: pairCodecs(peer, shown),
    telephoneEvent: pairTelephoneEvent(peer, shown),
  }
}

/** Whether c= stands at session level or in the stream (RFC 4566 §5.7). */
function hasConnection({ lines, mediaLines }: SessionDescription, chosen: number): boolean {
  const isConnection = (line: string) => line.startsWith('c=')
  const stream = lines.slice(mediaLines[chosen], mediaLines[chosen + 1])
  return lines.slice(0, mediaLines[0]).some(isConnection) || stream.some(isConnection)
}

/** What is said instead of what stood there. */
interface Said extends RelayPoint {
  /** undefined: what stood there. */
  readonly direction?: Direction | undefined
}

function rewrite(session: SessionDescription, chosen: number, point: Said): string {
  const where = networkAddress(point.address)
  const { lines, mediaLines } = session
  const direction = point.direction === undefined ? '' : `a=${point.direction}\r\n`
  let text = ''
  let current = -1
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? ''
    if (i === mediaLines[current + 1]) {
      if (current === chosen) text += direction
      current += 1
      if (current === chosen) {
        const media = readMediaLine(session, current)
        text += `m=${media.type} ${point.port} ${media.protocol} ${media.formats}\r\n`
      } else text += disabled(session, current)
    } else if (current === -1 || current === chosen) text += rewriteLine(line, where, point)
  }
  return current === chosen ? text + direction : text
}

function rewriteLine(line: string, where: string, point: Said): string {
  switch (line.charCodeAt(0)) {
    case 0x6f: // o
      return `o=- ${point.sessionId} ${point.version} ${where}\r\n`
    case 0x63: // c: the old way of holding stays where the direction does, since the address is its meaning (RFC 3264 §8.4)
      return point.direction === undefined && isNowhere(line.slice(line.lastIndexOf(' ') + 1))
        ? `${line}\r\n`
        : `c=${where}\r\n`
    case 0x61: // a
      if (point.direction !== undefined && directionLine.test(line)) return ''
      return leadsAround.test(line) ? '' : `${line}\r\n`
    default:
      return line === '' ? '' : `${line}\r\n`
  }
}

/** The m= line of a stream that we do not take part in. */
function disabled(session: SessionDescription, index: number): string {
  const media = readMediaLine(session, index)
  return `m=${media.type} 0 ${media.protocol} ${media.formats || '0'}\r\n`
}
