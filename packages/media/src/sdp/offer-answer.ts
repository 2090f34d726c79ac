/** Offer and answer when we are the endpoint ourselves: voicemail, notices, announcements (RFC 3264 §5-§8). */

import { isRefusal, type MediaRefusal, refusal } from '../errors.ts'
import { assumeMirrored, describeOffer, reverse } from './audio-description.ts'
import type { AudioDescription, Direction, LocalAudio, Negotiated, NegotiatedCodec } from './negotiated.ts'
import { asSession, isPlainRtp, readMediaLine, type SessionDescription } from './session-description.ts'
import { staticCodec } from './static-payload-types.ts'

/** An answer to be sent, and what it settles. */
export interface Answer {
  readonly kind: 'answer'
  readonly text: string
  readonly negotiated: Negotiated
}

const ourCodecs: readonly string[] = ['PCMA', 'PCMU']
const ourTypes: Readonly<Record<string, number>> = { PCMU: 0, PCMA: 8 }
const ourTelephoneEvent = 101

/** Answers an offer with our codecs in the offerer's order; every other stream is rejected by port 0 (RFC 3264 §6). */
export function answerOffer(offer: string | SessionDescription, local: LocalAudio): Answer | MediaRefusal {
  const session = asSession(offer)
  if (isRefusal(session)) return session
  const audio = describeOffer(session)
  if (isRefusal(audio)) return audio
  if (!isPlainRtp(audio)) return refusal('transport-unsupported')
  const negotiated = agree(audio, local)
  if (negotiated.codecs.length === 0) return refusal('codec-unsupported')
  let text = sessionLines(local)
  for (let index = 0; index < session.mediaLines.length; index += 1) {
    const media = readMediaLine(session, index)
    if (index === audio.mediaIndex) text += audioLines(media.protocol, negotiated, local)
    else text += `m=${media.type} 0 ${media.protocol} ${media.formats || '0'}\r\n`
  }
  return { kind: 'answer', text, negotiated }
}

/** Whether the party may send nothing but what we speak ourselves: only then can it be played to, recorded and mixed. */
export const isOurs = ({ codecs }: Negotiated): boolean => codecs.every(({ name }) => name in ourTypes)

/** An offer of one audio stream: what is in use already, then our codecs in our order (RFC 3264 §5, §8). */
export function createOffer(local: LocalAudio): string {
  const { inUse } = local
  const ours = (local.codecs ?? ourCodecs).flatMap((name) => {
    const type = ourTypes[name]
    return type === undefined ? [] : [{ name, clockRate: 8000, send: type, receive: type }]
  })
  const used = inUse?.codecs.filter(isTold) ?? []
  const codecs = [...used, ...ours.filter(({ name }) => used.every((codec) => codec.name !== name))]
  const event = inUse?.telephoneEvent?.receive ?? ourTelephoneEvent
  const telephoneEvent = local.telephoneEvent === false ? undefined : { send: event, receive: event }
  const stream = {
    codecs,
    telephoneEvent,
    direction: local.direction ?? 'sendrecv',
    ptime: local.ptime ?? 20,
  }
  return sessionLines(local) + audioLines('RTP/AVP', stream, local)
}

/** Reads the answer to an offer that we sent (RFC 3264 §7). Payload types may differ each way: the peer chose its own. */
export function readAnswer(offer: string, answer: string | SessionDescription): Negotiated | MediaRefusal {
  const ours = describeOffer(offer)
  if (isRefusal(ours)) return ours
  const theirs = describeOffer(answer)
  if (isRefusal(theirs)) return theirs
  if (theirs.mediaIndex !== ours.mediaIndex) return refusal('answer-mismatch')
  if (!isPlainRtp(theirs)) return refusal('transport-unsupported')
  const codecs = pairCodecs(theirs, ours)
  if (codecs.length === 0) return refusal('codec-unsupported')
  return {
    ...assumeMirrored(theirs),
    codecs,
    telephoneEvent: pairTelephoneEvent(theirs, ours),
    direction: narrow(ours.direction, reverse(theirs.direction)),
  }
}

/** Codecs in `peer`'s order that `shown` (the description the peer was shown) has too, with the types each way. */
export function pairCodecs(peer: AudioDescription, shown: AudioDescription): NegotiatedCodec[] {
  const pairs: NegotiatedCodec[] = []
  for (const codec of peer.codecs) {
    const other = shown.codecs.find((c) => c.name === codec.name && c.clockRate === codec.clockRate)
    if (other) {
      pairs.push({
        name: codec.name,
        clockRate: codec.clockRate,
        send: codec.payloadType,
        receive: other.payloadType,
      })
    }
  }
  return pairs
}

/** The telephone-event types each way; undefined unless both have it. */
export function pairTelephoneEvent(peer: AudioDescription, shown: AudioDescription) {
  if (peer.telephoneEvent === undefined || shown.telephoneEvent === undefined) return undefined
  return { send: peer.telephoneEvent, receive: shown.telephoneEvent }
}

/** A number says all of it (RFC 3551 §6): others have parameters that only their own party knows. */
const isTold = ({ name, receive }: NegotiatedCodec): boolean => staticCodec(receive)?.name === name

function agree(audio: AudioDescription, local: LocalAudio): Negotiated {
  const speak = local.codecs ?? ourCodecs
  const mirrored = assumeMirrored(audio)
  return {
    ...mirrored,
    codecs: mirrored.codecs.filter((codec) => codec.clockRate === 8000 && speak.includes(codec.name)),
    telephoneEvent: local.telephoneEvent === false ? undefined : mirrored.telephoneEvent,
    direction: narrow(local.direction ?? 'sendrecv', mirrored.direction),
  }
}

/** What both allow (RFC 3264 §6.1). */
export function narrow(a: Direction, b: Direction): Direction {
  const send = a.startsWith('send') && b.startsWith('send')
  const receive = a.endsWith('recv') || a === 'recvonly' ? b.endsWith('recv') || b === 'recvonly' : false
  if (send) return receive ? 'sendrecv' : 'sendonly'
  return receive ? 'recvonly' : 'inactive'
}

/** `IN IP4 192.0.2.1`, the address part of o= and c=. */
export function networkAddress(address: string): string {
  return address.includes(':') ? `IN IP6 ${address}` : `IN IP4 ${address}`
}

function sessionLines(local: LocalAudio): string {
  const where = networkAddress(local.address)
  return `v=0\r\no=- ${local.sessionId} ${local.version} ${where}\r\ns=-\r\nc=${where}\r\nt=0 0\r\n`
}

type Stream = Pick<Negotiated, 'codecs' | 'telephoneEvent' | 'direction' | 'ptime'>

function audioLines(protocol: string, stream: Stream, local: LocalAudio): string {
  let types = ''
  let maps = ''
  for (const codec of stream.codecs) {
    types += ` ${codec.receive}`
    maps += `a=rtpmap:${codec.receive} ${codec.name}/${codec.clockRate}\r\n`
  }
  if (stream.telephoneEvent) {
    const type = stream.telephoneEvent.receive
    types += ` ${type}`
    maps += `a=rtpmap:${type} telephone-event/8000\r\na=fmtp:${type} 0-15\r\n`
  }
  return `m=audio ${local.port} ${protocol}${types}\r\n${maps}a=ptime:${local.ptime ?? 20}\r\na=${stream.direction}\r\n`
}
