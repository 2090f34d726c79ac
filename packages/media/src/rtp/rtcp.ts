/** The little RTCP an endpoint owes its peer: sender and receiver reports with a name, and a goodbye (RFC 3550 §6). */

import { Buffer } from 'node:buffer'
import type { ReceptionStatistics } from './reception-statistics.ts'

/** Seconds between 1900, where NTP time begins, and 1970. */
const ntpOffset = 2_208_988_800

/** What has been sent (RFC 3550 §6.4.1). */
export interface SenderInfo {
  /** Milliseconds since 1970. */
  readonly epoch: number
  readonly timestamp: number
  readonly packets: number
  readonly octets: number
}

export interface ReportInput {
  readonly ssrc: number
  readonly cname: string
  /** Present when we sent since the last report: makes it a sender report. */
  readonly sender?: SenderInfo
  /** Present when we received. */
  readonly reception?: ReceptionStatistics
  /** Ends the stream. */
  readonly bye?: boolean
}

/** A compound packet: SR or RR first, then SDES with the CNAME, then BYE if asked (RFC 3550 §6.1). */
export function writeReport(input: ReportInput): Buffer {
  const parts = [writeSenderOrReceiverReport(input), writeName(input.ssrc, input.cname)]
  if (input.bye) parts.push(writeHeader(203, 1, 8, input.ssrc))
  return Buffer.concat(parts)
}

/** RTCP of version 2 whose first packet is a report, and whose lengths add up. */
export function isRtcp(packet: Buffer): boolean {
  if (packet.length < 8 || (packet.readUInt8(0) & 0xc0) !== 0x80) return false
  const type = packet.readUInt8(1)
  return type >= 192 && type <= 223 && (packet.readUInt16BE(2) + 1) * 4 <= packet.length
}

/** What a compound packet reports of a source: the fraction lost of late, in 256ths (RFC 3550 §6.4.1); undefined: nothing. */
export function fractionLostOf(packet: Buffer, ssrc: number): number | undefined {
  let at = 0
  while (at + 8 <= packet.length) {
    const type = packet.readUInt8(at + 1)
    const end = at + (packet.readUInt16BE(at + 2) + 1) * 4
    if (end > packet.length) return undefined
    const blocks = type === 200 ? at + 28 : type === 201 ? at + 8 : end
    const count = packet.readUInt8(at) & 0x1f
    for (let block = blocks; block < blocks + count * 24 && block + 24 <= end; block += 24)
      if (packet.readUInt32BE(block) === ssrc) return packet.readUInt8(block + 4)
    at = end
  }
  return undefined
}

function writeHeader(type: number, count: number, size: number, ssrc: number): Buffer {
  const packet = Buffer.alloc(size)
  packet.writeUInt8(0x80 | count, 0)
  packet.writeUInt8(type, 1)
  packet.writeUInt16BE(size / 4 - 1, 2)
  packet.writeUInt32BE(ssrc >>> 0, 4)
  return packet
}

function writeSenderOrReceiverReport({ ssrc, sender, reception }: ReportInput): Buffer {
  const blocks = reception && reception.received > 0 ? 1 : 0
  const blockAt = sender ? 28 : 8
  const packet = writeHeader(sender ? 200 : 201, blocks, blockAt + 24 * blocks, ssrc)
  if (sender) {
    packet.writeUInt32BE((Math.floor(sender.epoch / 1000) + ntpOffset) >>> 0, 8)
    packet.writeUInt32BE(Math.floor((sender.epoch % 1000) * 4_294_967.296) >>> 0, 12)
    packet.writeUInt32BE(sender.timestamp >>> 0, 16)
    packet.writeUInt32BE(sender.packets >>> 0, 20)
    packet.writeUInt32BE(sender.octets >>> 0, 24)
  }
  if (reception && blocks) writeBlock(packet, blockAt, reception)
  return packet
}

function writeBlock(packet: Buffer, at: number, reception: ReceptionStatistics): void {
  packet.writeUInt32BE(reception.ssrc >>> 0, at)
  packet.writeUInt8(reception.takeFractionLost(), at + 4)
  packet.writeUIntBE(Math.min(0x7fffff, reception.lost), at + 5, 3)
  packet.writeUInt32BE(reception.highest >>> 0, at + 8)
  packet.writeUInt32BE(Math.floor(reception.jitter) >>> 0, at + 12)
  // LSR and DLSR stay zero: we keep no note of the peer's sender reports.
}

function writeName(ssrc: number, cname: string): Buffer {
  const name = Buffer.from(cname, 'latin1').subarray(0, 255)
  // Item type, length, text, then at least one zero up to the next word.
  const size = Math.ceil((8 + 2 + name.length + 1) / 4) * 4
  const packet = writeHeader(202, 1, size, ssrc)
  packet.writeUInt8(1, 8)
  packet.writeUInt8(name.length, 9)
  name.copy(packet, 10)
  return packet
}
