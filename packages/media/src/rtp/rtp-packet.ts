/** The fixed header of RTP (RFC 3550 §5.1), read in place and written into a given buffer. */

import type { Buffer } from 'node:buffer'

export const rtpHeaderSize = 12

/** Version 2 and long enough for its own header and padding; says nothing of who sent it. */
export function isRtp(packet: Buffer): boolean {
  return packet.length >= rtpHeaderSize && (packet.readUInt8(0) & 0xc0) === 0x80
}

/** RTCP on the port of RTP (RFC 5761 §4): the packet types 192 to 223. */
export function isMuxedRtcp(packet: Buffer): boolean {
  const type = packet.readUInt8(1)
  return type >= 192 && type <= 223
}

/** Octets before the payload: fixed header, contributing sources, extension; undefined when they claim more than is there. */
export function headerLengthOf(packet: Buffer): number | undefined {
  if (!isRtp(packet)) return undefined
  const first = packet.readUInt8(0)
  let length = rtpHeaderSize + 4 * (first & 0x0f)
  if (first & 0x10) {
    if (length + 4 > packet.length) return undefined
    length += 4 + 4 * packet.readUInt16BE(length + 2)
  }
  return length <= packet.length ? length : undefined
}

/** Where the payload begins and ends; undefined when header extensions or padding claim more than is there. */
export function payloadOf(packet: Buffer): Buffer | undefined {
  const first = packet.readUInt8(0)
  let start = rtpHeaderSize + 4 * (first & 0x0f)
  let end = packet.length
  if (first & 0x10) {
    if (start + 4 > end) return undefined
    start += 4 + 4 * packet.readUInt16BE(start + 2)
  }
  if (first & 0x20) end -= packet.readUInt8(packet.length - 1)
  return start <= end ? packet.subarray(start, end) : undefined
}

export interface RtpHeader {
  readonly marker: boolean
  readonly payloadType: number
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
}

/** Writes the header into the first 12 bytes of `packet`. */
export function writeRtpHeader(packet: Buffer, header: RtpHeader): void {
  packet.writeUInt8(0x80, 0)
  packet.writeUInt8((header.marker ? 0x80 : 0) | header.payloadType, 1)
  packet.writeUInt16BE(header.sequence & 0xffff, 2)
  packet.writeUInt32BE(header.timestamp >>> 0, 4)
  packet.writeUInt32BE(header.ssrc >>> 0, 8)
}
