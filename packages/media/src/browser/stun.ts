/**
 * The one exchange of STUN that a lite agent takes part in (RFC 8445 §2.5): Binding requests with short-term
 * credentials, and their answers (RFC 8489).
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { addressBytes } from './address-bytes.ts'

const magicCookie = 0x2112a442
const bindingRequest = 0x0001
const bindingSuccess = 0x0101
const attribute = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  xorMappedAddress: 0x0020,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
} as const
/** Of MESSAGE-INTEGRITY with its head, and of FINGERPRINT with its own. */
const integrityLength = 24
const fingerprintLength = 8

/** A Binding request, not yet believed. */
export interface BindingRequest {
  readonly transaction: Buffer
  /** `ours:theirs` (RFC 8445 §7.2.2). */
  readonly username: string
  /** The browser chose this pair (§7.2.5.4 of RFC 8445, as seen by the controlled side). */
  readonly nominates: boolean
  /** Whether it was made with this password. */
  isBy(password: string): boolean
}

/** Reads a Binding request; undefined for anything else. */
export function readBindingRequest(packet: Buffer): BindingRequest | undefined {
  if (packet.length < 20 || packet.readUInt16BE(0) !== bindingRequest) return undefined
  if (packet.readUInt32BE(4) !== magicCookie || packet.readUInt16BE(2) !== packet.length - 20)
    return undefined
  let username: string | undefined
  let nominates = false
  let integrityAt = 0
  for (let at = 20; at + 4 <= packet.length && integrityAt === 0; ) {
    const type = packet.readUInt16BE(at)
    const length = packet.readUInt16BE(at + 2)
    if (at + 4 + length > packet.length) return undefined
    if (type === attribute.username) username = packet.toString('utf8', at + 4, at + 4 + length)
    else if (type === attribute.useCandidate) nominates = true
    else if (type === attribute.messageIntegrity && length === 20) integrityAt = at
    at += 4 + ((length + 3) & ~3)
  }
  if (username === undefined || integrityAt === 0) return undefined
  return {
    transaction: packet.subarray(8, 20),
    username,
    nominates,
    isBy(password) {
      const given = packet.subarray(integrityAt + 4, integrityAt + integrityLength)
      return timingSafeEqual(given, integrityOf(packet.subarray(0, integrityAt), password))
    },
  }
}

/** The answer: where we saw the request come from, under the same password. */
export function writeBindingSuccess(
  transaction: Buffer,
  source: { readonly address: string; readonly port: number },
  password: string,
): Buffer {
  const mapped = xorAddress(source.address, source.port, transaction)
  const head = Buffer.alloc(20)
  head.writeUInt16BE(bindingSuccess, 0)
  head.writeUInt32BE(magicCookie, 4)
  transaction.copy(head, 8)
  const before = Buffer.concat([head, attributeOf(attribute.xorMappedAddress, mapped)])
  const signed = Buffer.concat([
    before,
    attributeOf(attribute.messageIntegrity, integrityOf(before, password)),
  ])
  // RFC 8489 §14.7: the length counts the fingerprint, its own sum does not.
  signed.writeUInt16BE(signed.length - 20 + fingerprintLength, 2)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE((crc32(signed) ^ 0x5354554e) >>> 0)
  return Buffer.concat([signed, attributeOf(attribute.fingerprint, sum)])
}

/** RFC 8489 §14.5: over the message up to here, its length counting this attribute. */
function integrityOf(before: Buffer, password: string): Buffer {
  const text = Buffer.from(before)
  text.writeUInt16BE(before.length - 20 + integrityLength, 2)
  return createHmac('sha1', password).update(text).digest()
}

function attributeOf(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value])
}

/** RFC 8489 §14.2. */
function xorAddress(address: string, port: number, transaction: Buffer): Buffer {
  const bytes = addressBytes(address)
  const value = Buffer.alloc(4 + bytes.length)
  value.writeUInt8(bytes.length === 4 ? 1 : 2, 1)
  value.writeUInt16BE(port ^ (magicCookie >>> 16), 2)
  const mask = Buffer.alloc(16)
  mask.writeUInt32BE(magicCookie, 0)
  transaction.copy(mask, 4)
  for (let i = 0; i < bytes.length; i += 1) value.writeUInt8((bytes[i] ?? 0) ^ (mask[i] ?? 0), 4 + i)
  return value
}
