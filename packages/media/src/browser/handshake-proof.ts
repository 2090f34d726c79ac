/**
 * Proof that who completed a DTLS 1.2 handshake holds the key of its certificate and saw what we saw: CertificateVerify
 * and the client's Finished (RFC 5246 §7.4.8, §7.4.9). The library reads both and checks neither; without them a
 * fingerprint would prove nothing, since certificates travel in the clear.
 */
import { createHash, createHmac, timingSafeEqual, verify, X509Certificate } from 'node:crypto'

/** One message of the handshake, in its order. */
export interface HandshakeMessage {
  readonly msg_type: number
  /** Its body. */
  readonly fragment: Buffer
  /** With the header of DTLS (RFC 6347 §4.2.6). */
  serialize(): Buffer
}

const certificateVerify = 15
const finished = 20

/** Hashes of the SignatureAndHashAlgorithms that are good enough (RFC 5246 §7.4.1.4.1): ECDSA, and RSA PKCS #1. */
const hashes: Readonly<Record<number, string>> = {
  1027: 'sha256',
  1283: 'sha384',
  1539: 'sha512',
  1025: 'sha256',
  1281: 'sha384',
  1537: 'sha512',
}

/** @param certificate DER, of the client. @param messages all, both sides' */
export function provesItself(
  certificate: Buffer,
  masterSecret: Buffer,
  messages: readonly HandshakeMessage[],
): boolean {
  const verifyAt = messages.findIndex(({ msg_type }) => msg_type === certificateVerify)
  const finishedAt = messages.findIndex(({ msg_type }) => msg_type === finished)
  if (verifyAt < 0 || finishedAt < verifyAt) return false
  const signed = messages[verifyAt]?.fragment ?? Buffer.alloc(0)
  const said = messages[finishedAt]?.fragment ?? Buffer.alloc(0)
  return (
    isSignedBy(certificate, transcript(messages.slice(0, verifyAt)), signed) &&
    isFinishedBy(masterSecret, transcript(messages.slice(0, finishedAt)), said)
  )
}

const transcript = (messages: readonly HandshakeMessage[]): Buffer =>
  Buffer.concat(messages.map((message) => message.serialize()))

function isSignedBy(certificate: Buffer, text: Buffer, signed: Buffer): boolean {
  if (signed.length < 4) return false
  const hash = hashes[signed.readUInt16BE(0)]
  const signature = signed.subarray(4, 4 + signed.readUInt16BE(2))
  if (hash === undefined) return false
  try {
    return verify(hash, text, new X509Certificate(certificate).publicKey, signature)
  } catch {
    return false
  }
}

/** RFC 5246 §7.4.9; every suite that we offer hashes by SHA-256. */
function isFinishedBy(masterSecret: Buffer, text: Buffer, said: Buffer): boolean {
  const seed = Buffer.concat([Buffer.from('client finished'), createHash('sha256').update(text).digest()])
  const hmac = (data: Buffer) => createHmac('sha256', masterSecret).update(data).digest()
  const expected = hmac(Buffer.concat([hmac(seed), seed])).subarray(0, 12)
  return said.length === expected.length && timingSafeEqual(said, expected)
}
