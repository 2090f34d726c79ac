/**
 * SRTP and SRTCP with the profile that every browser has, SRTP_AES128_CM_HMAC_SHA1_80 (RFC 3711, RFC 5764 §4.1.2):
 * one context for each direction, keys from the handshake.
 */
import { createCipheriv, timingSafeEqual } from 'node:crypto'
import { headerLengthOf } from '../rtp/rtp-packet.ts'
import { Authenticator, CounterMode } from './packet-cipher.ts'
import { ReplayWindow } from './replay-window.ts'

export const masterKeyLength = 16
export const masterSaltLength = 14
const tagLength = 10
const indexLength = 4

/** What one direction is protected with. */
export interface MasterKey {
  readonly key: Buffer
  readonly salt: Buffer
}

interface SessionKeys {
  readonly cipher: CounterMode
  readonly authenticator: Authenticator
  readonly salt: Buffer
}

/** Where one source is in its sequence (RFC 3711 §3.3.1). */
interface Source {
  rollovers: number
  highest: number
}
interface HeardSource extends Source {
  readonly window: ReplayWindow
}

/** Sources remembered: a peer has one or two, somebody who makes up more shall not fill memory. */
const mostSources = 32

/** Protects what goes to the browser. One SRTCP index for all: we are one sender. */
export class SrtpSender {
  readonly #rtp: SessionKeys
  readonly #rtcp: SessionKeys
  readonly #sources = new Map<number, Source>()
  #rtcpIndex = 0

  constructor(master: MasterKey) {
    this.#rtp = sessionKeys(master, 0)
    this.#rtcp = sessionKeys(master, 3)
  }

  /** @returns a packet of its own; undefined for what is no RTP */
  rtp(packet: Buffer): Buffer | undefined {
    const header = headerLengthOf(packet)
    if (header === undefined) return undefined
    const ssrc = packet.readUInt32BE(8)
    const sequence = packet.readUInt16BE(2)
    const source = this.#sources.get(ssrc) ?? remember(this.#sources, ssrc, startingAt(sequence))
    const rollovers = Math.max(0, guessRollovers(source, sequence))
    advance(source, rollovers, sequence)
    const index = rollovers * 0x10000 + sequence
    const out = Buffer.allocUnsafe(packet.length + tagLength)
    packet.copy(out, 0, 0, header)
    apply(this.#rtp, { ssrc, index }, packet.subarray(header), out, header)
    const tag = this.#rtp.authenticator.sign(out.subarray(0, packet.length), rollovers)
    tag.copy(out, packet.length, 0, tagLength)
    return out
  }

  /** RFC 3711 §3.4. @returns undefined for what is no RTCP */
  rtcp(packet: Buffer): Buffer | undefined {
    if (packet.length < 8) return undefined
    this.#rtcpIndex = (this.#rtcpIndex + 1) & 0x7fffffff
    const out = Buffer.alloc(packet.length + indexLength + tagLength)
    packet.copy(out, 0, 0, 8)
    const place = { ssrc: packet.readUInt32BE(4), index: this.#rtcpIndex }
    apply(this.#rtcp, place, packet.subarray(8), out, 8)
    const end = out.writeUInt32BE((0x80000000 | this.#rtcpIndex) >>> 0, packet.length)
    this.#rtcp.authenticator.sign(out.subarray(0, end)).copy(out, end, 0, tagLength)
    return out
  }
}

/** Opens what comes from the browser; what is forged, or came before, is nothing. */
export class SrtpReceiver {
  readonly #rtp: SessionKeys
  readonly #rtcp: SessionKeys
  readonly #sources = new Map<number, HeardSource>()
  readonly #rtcpWindow = new ReplayWindow()

  constructor(master: MasterKey) {
    this.#rtp = sessionKeys(master, 0)
    this.#rtcp = sessionKeys(master, 3)
  }

  rtp(packet: Buffer): Buffer | undefined {
    const header = headerLengthOf(packet)
    const end = packet.length - tagLength
    if (header === undefined || header > end) return undefined
    const ssrc = packet.readUInt32BE(8)
    const sequence = packet.readUInt16BE(2)
    const known = this.#sources.get(ssrc)
    const rollovers = known ? guessRollovers(known, sequence) : 0
    const index = rollovers * 0x10000 + sequence
    if (rollovers < 0 || known?.window.has(index)) return undefined
    const expected = this.#rtp.authenticator.sign(packet.subarray(0, end), rollovers)
    if (!timingSafeEqual(expected.subarray(0, tagLength), packet.subarray(end))) return undefined
    // Only now: a stranger's packet must not move the window, nor make us remember a source.
    const source =
      known ?? remember(this.#sources, ssrc, { ...startingAt(sequence), window: new ReplayWindow() })
    source.window.add(index)
    advance(source, rollovers, sequence)
    const out = Buffer.allocUnsafe(end)
    packet.copy(out, 0, 0, header)
    apply(this.#rtp, { ssrc, index }, packet.subarray(header, end), out, header)
    return out
  }

  rtcp(packet: Buffer): Buffer | undefined {
    const end = packet.length - tagLength
    const body = end - indexLength
    if (body < 8) return undefined
    const expected = this.#rtcp.authenticator.sign(packet.subarray(0, end))
    if (!timingSafeEqual(expected.subarray(0, tagLength), packet.subarray(end))) return undefined
    const flagged = packet.readUInt32BE(body)
    const index = flagged & 0x7fffffff
    if (this.#rtcpWindow.has(index)) return undefined
    this.#rtcpWindow.add(index)
    const out = Buffer.from(packet.subarray(0, body))
    if (flagged >>> 31 === 0) return out
    apply(this.#rtcp, { ssrc: packet.readUInt32BE(4), index }, packet.subarray(8, body), out, 8)
    return out
  }
}

const startingAt = (sequence: number): Source => ({ rollovers: 0, highest: sequence })

function remember<Kind extends Source>(sources: Map<number, Kind>, ssrc: number, source: Kind): Kind {
  if (sources.size >= mostSources) for (const [oldest] of [...sources].slice(0, 1)) sources.delete(oldest)
  sources.set(ssrc, source)
  return source
}

/** RFC 3711 §3.3.1: the rollover count that puts the packet nearest to the highest so far; -1 before the first. */
function guessRollovers({ rollovers, highest }: Source, sequence: number): number {
  if (highest < 0x8000) return sequence - highest > 0x8000 ? rollovers - 1 : rollovers
  return highest - 0x8000 > sequence ? rollovers + 1 : rollovers
}

function advance(source: Source, rollovers: number, sequence: number): void {
  if (rollovers < source.rollovers) return
  if (rollovers === source.rollovers && sequence <= source.highest) return
  source.rollovers = rollovers
  source.highest = sequence
}

/** RFC 3711 §4.3.1. @param first label: 0 for RTP, 3 for RTCP */
function sessionKeys(master: MasterKey, first: 0 | 3): SessionKeys {
  return {
    cipher: new CounterMode(derive(master, first, 16)),
    authenticator: new Authenticator(derive(master, first + 1, 20)),
    salt: derive(master, first + 2, 14),
  }
}

function derive({ key, salt }: MasterKey, label: number, length: number): Buffer {
  const iv = Buffer.alloc(16)
  salt.copy(iv)
  iv.writeUInt8((iv[7] ?? 0) ^ label, 7)
  return createCipheriv('aes-128-ctr', key, iv).update(Buffer.alloc(length))
}

const counter = Buffer.alloc(16)

/** RFC 3711 §4.1.1: the counter begins with salt, source and packet index. */
function apply(
  { cipher, salt }: SessionKeys,
  { ssrc, index }: { ssrc: number; index: number },
  from: Buffer,
  to: Buffer,
  at: number,
): void {
  salt.copy(counter)
  counter.writeUInt32BE((counter.readUInt32BE(4) ^ ssrc) >>> 0, 4)
  counter.writeUInt16BE(counter.readUInt16BE(8) ^ Math.floor(index / 0x100000000), 8)
  counter.writeUInt32BE((counter.readUInt32BE(10) ^ index) >>> 0, 10)
  cipher.apply(counter, from, to, at)
}
