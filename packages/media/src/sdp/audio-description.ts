/** Reads the audio stream out of a session description (RFC 4566, RFC 3264). */

import { isRefusal, type MediaRefusal, refusal } from '../errors.ts'
import type { AudioDescription, Codec, Direction, Negotiated } from './negotiated.ts'
import {
  asSession,
  chooseAudio,
  readMediaLine,
  readStream,
  type SessionDescription,
} from './session-description.ts'
import { staticCodec } from './static-payload-types.ts'

/** The first usable audio stream of an offer or answer: what the describing party can receive, where, and whether it holds. */
export function describeOffer(sdp: string | SessionDescription): AudioDescription | MediaRefusal {
  const session = asSession(sdp)
  if (isRefusal(session)) return session
  const mediaIndex = chooseAudio(session)
  if (typeof mediaIndex !== 'number') return mediaIndex
  const media = readMediaLine(session, mediaIndex)
  const read = readStream(session, mediaIndex)
  const connection = read.stream.connection ?? read.session.connection
  const address = String(connection?.ip ?? '').split('/')[0] ?? ''
  if (address === '') return refusal('sdp-address')
  const { codecs, telephoneEvent } = readCodecs(media.formats, read.stream)
  const direction = readDirection(read.stream.direction ?? read.session.direction)
  const rtcpMux = read.stream.rtcpMux !== undefined
  return {
    kind: 'audio',
    address,
    family: connection?.version === 6 ? 6 : 4,
    port: media.port,
    rtcpPort: rtcpMux ? media.port : readPort(read.stream.rtcp?.port, media.port + 1),
    rtcpMux,
    codecs,
    telephoneEvent,
    direction,
    ptime: readPtime(read.stream.ptime),
    hold: direction === 'sendonly' || direction === 'inactive' || isNowhere(address),
    protocol: media.protocol.toUpperCase(),
    mediaIndex,
  }
}

/** 0.0.0.0, which older phones write into c= to hold a call (RFC 3264 §8.4), and its IPv6 counterpart. */
export function isNowhere(address: string): boolean {
  return address === '0.0.0.0' || address === '::'
}

/** The direction seen from the other side (RFC 3264 §6.1). */
export function reverse(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly'
  if (direction === 'recvonly') return 'sendonly'
  return direction
}

/** An endpoint towards this party before any answer, or where the answer mirrors each payload type. */
export function assumeMirrored(description: AudioDescription): Negotiated {
  return {
    address: description.address,
    family: description.family,
    port: description.port,
    rtcpPort: description.rtcpPort,
    rtcpMux: description.rtcpMux,
    codecs: description.codecs.map(({ name, clockRate, payloadType }) => ({
      name,
      clockRate,
      send: payloadType,
      receive: payloadType,
    })),
    telephoneEvent:
      description.telephoneEvent === undefined
        ? undefined
        : { send: description.telephoneEvent, receive: description.telephoneEvent },
    direction: reverse(description.direction),
    ptime: description.ptime ?? 20,
    hold: description.hold,
  }
}

type Stream = ReturnType<typeof readStream>['stream']
type RtpMaps = Stream['rtp']

interface OfferedCodecs {
  readonly codecs: readonly Codec[]
  readonly telephoneEvent: number | undefined
}

/** What was read out of a stream whose text is remembered (`readStream`), by its formats. */
const known = new WeakMap<object, OfferedCodecs & { readonly formats: string }>()

function readCodecs(formats: string, stream: Stream): OfferedCodecs {
  const before = known.get(stream)
  if (before?.formats === formats) return before
  const all = formats.split(/\s+/).flatMap((format) => readCodec(format, stream.rtp) ?? [])
  const events = all.find(({ name, clockRate }) => name === 'TELEPHONE-EVENT' && clockRate === 8000)
  const read = {
    formats,
    codecs: all.filter(({ name }) => name !== 'TELEPHONE-EVENT' && name !== 'CN'),
    telephoneEvent: events?.payloadType,
  }
  known.set(stream, read)
  return read
}

function readCodec(format: string, maps: RtpMaps): Codec | undefined {
  if (!/^\d{1,3}$/.test(format)) return undefined
  const payloadType = Number(format)
  if (payloadType > 127) return undefined
  for (const map of maps) {
    if (Number(map.payload) === payloadType) {
      const clockRate = Number(map.rate ?? 8000)
      return { name: String(map.codec).toUpperCase(), payloadType, clockRate }
    }
  }
  return staticCodec(payloadType)
}

function readDirection(value: string | undefined): Direction {
  if (value === 'sendonly' || value === 'recvonly' || value === 'inactive') return value
  return 'sendrecv'
}

function readPort(value: unknown, otherwise: number): number {
  const port = Number(value ?? otherwise)
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : otherwise
}

function readPtime(value: unknown): number | undefined {
  const ptime = Math.round(Number(value ?? 0))
  return ptime >= 10 && ptime <= 120 ? ptime : undefined
}
