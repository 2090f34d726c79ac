/**
 * The keep-alive of phones on UDP (RFC 5626 §4.4.2, RFC 6223 §4): a STUN binding request at the port that SIP goes to, answered
 * with where it came from, so that the phone sees when its router gave it another address (RFC 8489 §2).
 */
import { isIPv4 } from 'node:net'

const HEADER = 20
const COOKIE = 0x2112a442
const BINDING_REQUEST = 0x0001
const BINDING_SUCCESS = 0x0101
const XOR_MAPPED_ADDRESS = 0x0020

/** The answer to a binding request; undefined: it is none, or of the time before the magic cookie (RFC 8489 §5). */
export function answerBinding(request: Buffer, address: string, port: number): Buffer | undefined {
  if (request.length < HEADER || request.readUInt16BE(0) !== BINDING_REQUEST) return undefined
  if (request.readUInt32BE(4) !== COOKIE || request.readUInt16BE(2) !== request.length - HEADER)
    return undefined
  const host = isIPv4(address) ? Buffer.from(address.split('.').map(Number)) : bytesOfIPv6(address)
  const answer = Buffer.alloc(HEADER + 8 + host.length)
  answer.writeUInt16BE(BINDING_SUCCESS, 0)
  answer.writeUInt16BE(8 + host.length, 2)
  // The cookie and the transaction's id.
  request.copy(answer, 4, 4, HEADER)
  answer.writeUInt16BE(XOR_MAPPED_ADDRESS, HEADER)
  answer.writeUInt16BE(4 + host.length, HEADER + 2)
  answer.writeUInt8(host.length === 4 ? 1 : 2, HEADER + 5)
  answer.writeUInt16BE(port ^ (COOKIE >>> 16), HEADER + 6)
  // RFC 8489 §14.2: so that no router takes it for its own and translates it.
  for (const [at, byte] of host.entries()) answer.writeUInt8(byte ^ (request[4 + at] ?? 0), HEADER + 8 + at)
  return answer
}

function bytesOfIPv6(address: string): Buffer {
  // The end of one that was mapped from IPv4 is dotted.
  const [plain = ''] = address.split('%')
  const dotted = /\d+\.\d+\.\d+\.\d+$/.exec(plain)?.[0]
  const tail = dotted?.split('.').map(Number) ?? []
  const [head = '', rest] = (dotted ? plain.slice(0, -dotted.length) : plain).split('::')
  const left = words(head)
  const right = rest === undefined ? [] : words(rest)
  const bytes = Buffer.alloc(16)
  Buffer.from(left).copy(bytes)
  Buffer.from([...right, ...tail]).copy(bytes, 16 - right.length - tail.length)
  return bytes
}

const words = (text: string): number[] =>
  text
    .split(':')
    .filter((word) => word !== '')
    .flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 0xff])
