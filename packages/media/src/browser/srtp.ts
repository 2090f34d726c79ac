/**
 * SRTP and SRTCP in AES counter mode with HMAC-SHA1 (RFC 3711, with 256 bits RFC 6188): one context for each direction. Browsers
 * have SRTP_AES128_CM_HMAC_SHA1_80 (RFC 5764 §4.1.2) and keys from the handshake, telephones what their descriptions say (RFC 4568).
 */
import { createCipheriv, timingSafeEqual } from 'node:crypto'
import { headerLengthOf } from '../rtp/rtp-packet.ts'
import { Authenticator, CounterMode } from './packet-cipher.ts'
import { ReplayWindow } from './replay-window.ts'

export const masterKeyLength = 16
export const masterSaltLength = 14
/** Of RTCP always, and of RTP unless agreed otherwise (RFC 3711 §5.2). */
const fullTag = 10
const indexLength = 4

/** What one direction is protected with. */
export interface MasterKey {
  /** 16 or 32 octets. */
  readonly key: Buffer
  readonly salt: Buffer
}

/** How packets are written besides. */
export interface PacketForm {
  /** Octets of the tag of RTP. */
  readonly tag: number
  /** Octets of the key's identifier before each tag, in what is received (RFC 3711 §3.1). */
  readonly identifier?: number
}
const usualForm: PacketForm = { tag: fullTag }

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
interface WindowedSource extends Source {
  readonly window: ReplayWindow
}

/** Sources remembered: a peer has one or two, somebody who makes up more shall not fill memory. */
const mostSources = 32

/** Protects what goes to the party. One SRTCP index for all: we are one sender. */
export class SrtpSender {
  readonly #rtp: SessionKeys
  readonly #rtcp: SessionKeys
  readonly #tag: number
  readonly #sources = new Map<number, WindowedSource>()
  #rtcpIndex = 0

  constructor(master: MasterKey, { tag }: PacketForm = usualForm) {
    this.#tag = tag
    this.#rtp = sessionKeys(master, 0)
    this.#rtcp = sessionKeys(master, 3)
  }

  /**
   * @returns a packet of its own; undefined for what is no RTP, and for a place in the sequence that was used before: the same key
   *   stream must not cover two packets (RFC 3711 §9.1)
   */
  rtp(packet: Buffer): Buffer | undefined {
    const header = headerLengthOf(packet)
    if (header === undefined) return undefined
    const ssrc = packet.readUInt32BE(8)
    const sequence = packet.readUInt16BE(2)
    const source = this.#sources.get(ssrc) ?? remember(this.#sources, ssrc, startingAt(sequence))
    const rollovers = guessRollovers(source, sequence)
    const index = rollovers * 0x10000 + sequence
    if (rollovers < 0 || source.window.has(index)) return undefined
    source.window.add(index)
    advance(source, rollovers, sequence)
    const out = Buffer.allocUnsafe(packet.length + this.#tag)
    packet.copy(out, 0, 0, header)
    apply(this.#rtp, { ssrc, index }, packet.subarray(header), out, header)
    const tag = this.#rtp.authenticator.sign(out.subarray(0, packet.length), rollovers)
    tag.copy(out, packet.length, 0, this.#tag)
    return out
  }

  /** RFC 3711 §3.4. @returns undefined for what is no RTCP */
  rtcp(packet: Buffer): Buffer | undefined {
    if (packet.length < 8) return undefined
    this.#rtcpIndex = (this.#rtcpIndex + 1) & 0x7fffffff
    const out = Buffer.alloc(packet.length + indexLength + fullTag)
    packet.copy(out, 0, 0, 8)
    const place = { ssrc: packet.readUInt32BE(4), index: this.#rtcpIndex }
    apply(this.#rtcp, place, packet.subarray(8), out, 8)
    const end = out.writeUInt32BE((0x80000000 | this.#rtcpIndex) >>> 0, packet.length)
    this.#rtcp.authenticator.sign(out.subarray(0, end)).copy(out, end, 0, fullTag)
    return out
  }
}

/** Opens what comes from the party; what is forged, or came before, is nothing. */
export class SrtpReceiver {
  readonly #rtp: SessionKeys
  readonly #rtcp: SessionKeys
  readonly #sources = new Map<number, WindowedSource>()
  readonly #tag: number
  readonly #identifier: number
  /** Each source counts its own (RFC 3711 §3.2.3). */
  readonly #reporters = new Map<number, ReplayWindow>()

  constructor(master: MasterKey, { tag, identifier = 0 }: PacketForm = usualForm) {
    this.#tag = tag
    this.#identifier = identifier
    this.#rtp = sessionKeys(master, 0)
    this.#rtcp = sessionKeys(master, 3)
  }

  rtp(packet: Buffer): Buffer | undefined {
    const header = headerLengthOf(packet)
    const tag = packet.length - this.#tag
    const end = tag - this.#identifier
    if (header === undefined || header > end) return undefined
    const ssrc = packet.readUInt32BE(8)
    const sequence = packet.readUInt16BE(2)
    const known = this.#sources.get(ssrc)
    const rollovers = known ? guessRollovers(known, sequence) : 0
    const index = rollovers * 0x10000 + sequence
    if (rollovers < 0 || known?.window.has(index)) return undefined
    const expected = this.#rtp.authenticator.sign(packet.subarray(0, end), rollovers)
    if (!timingSafeEqual(expected.subarray(0, this.#tag), packet.subarray(tag))) return undefined
    // Only now: a stranger's packet must not move the window, nor make us remember a source.
    const source = known ?? remember(this.#sources, ssrc, startingAt(sequence))
    source.window.add(index)
    advance(source, rollovers, sequence)
    const out = Buffer.allocUnsafe(end)
    packet.copy(out, 0, 0, header)
    apply(this.#rtp, { ssrc, index }, packet.subarray(header, end), out, header)
    return out
  }

  rtcp(packet: Buffer): Buffer | undefined {
    const tag = packet.length - fullTag
    const end = tag - this.#identifier
    const body = end - indexLength
    if (body < 8) return undefined
    const expected = this.#rtcp.authenticator.sign(packet.subarray(0, end))
    if (!timingSafeEqual(expected.subarray(0, fullTag), packet.subarray(tag))) return undefined
    const flagged = packet.readUInt32BE(body)
    const index = flagged & 0x7fffffff
    const ssrc = packet.readUInt32BE(4)
    const window = this.#reporters.get(ssrc) ?? remember(this.#reporters, ssrc, new ReplayWindow())
    if (window.has(index)) return undefined
    window.add(index)
    const out = Buffer.from(packet.subarray(0, body))
    if (flagged >>> 31 === 0) return out
    apply(this.#rtcp, { ssrc, index }, packet.subarray(8, body), out, 8)
    return out
  }
}

const startingAt = (sequence: number): WindowedSource => ({
  rollovers: 0,
  highest: sequence,
  window: new ReplayWindow(),
})

function remember<Kind>(sources: Map<number, Kind>, ssrc: number, source: Kind): Kind {
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
    cipher: new CounterMode(derive(master, first, master.key.length)),
    authenticator: new Authenticator(derive(master, first + 1, 20)),
    salt: derive(master, first + 2, 14),
  }
}

/** @param label what the key is for (RFC 3711 §4.3.2) */
export function derive({ key, salt }: MasterKey, label: number, length: number): Buffer {
  const iv = Buffer.alloc(16)
  salt.copy(iv)
  iv.writeUInt8((iv[7] ?? 0) ^ label, 7)
  return createCipheriv(`aes-${key.length * 8}-ctr`, key, iv).update(Buffer.alloc(length))
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
