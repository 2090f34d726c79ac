/**
 * A certificate that nobody vouches for (RFC 5280, ECDSA P-256): for DTLS, where its fingerprint in the session
 * description is what counts (RFC 8827 §6.5), and for TLS on trial. Node makes keys and signatures; this writes the DER.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { addressBytes } from './address-bytes.ts'

export interface SelfSigned {
  /** PEM. */
  readonly certificate: string
  /** PEM, PKCS #8. */
  readonly key: string
  /** SHA-256 as in `a=fingerprint` (RFC 8122 §5): upper-case pairs with colons. */
  readonly fingerprint: string
}

export interface SelfSignedOptions {
  readonly commonName: string
  /** DNS names and IP addresses that it stands for. */
  readonly names?: readonly string[]
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
}

export function selfSigned({ commonName, names = [], from, until }: SelfSignedOptions): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid.commonName, der(0x0c, Buffer.from(commonName)))))
  const serial = Buffer.from(randomBytes(16))
  // A positive number without a leading zero.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    sequence(oid.ecdsaWithSha256),
    name,
    sequence(time(from), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(names.length > 0 ? [der(0xa3, sequence(alternativeNames(names)))] : []),
  )
  const signature = sign('sha256', body, privateKey)
  const whole = sequence(body, sequence(oid.ecdsaWithSha256), bits(signature))
  return {
    certificate: pem('CERTIFICATE', whole),
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    fingerprint: fingerprintOf(whole, 'sha256'),
  }
}

/** @param algorithm as `node:crypto` names it */
export function fingerprintOf(certificate: Buffer, algorithm: string): string {
  const hash = createHash(algorithm).update(certificate).digest('hex').toUpperCase()
  return hash.match(/../g)?.join(':') ?? ''
}

/** RFC 5280 §4.2.1.6. */
function alternativeNames(names: readonly string[]): Buffer {
  const list = names.map((name) =>
    isIP(name) === 0 ? der(0x82, Buffer.from(name)) : der(0x87, addressBytes(name)),
  )
  return sequence(oid.subjectAltName, der(0x04, sequence(...list)))
}

const oid = {
  commonName: Buffer.from('0603550403', 'hex'),
  ecdsaWithSha256: Buffer.from('06082a8648ce3d040302', 'hex'),
  subjectAltName: Buffer.from('0603551d11', 'hex'),
}

/** RFC 5280 §4.1.2.5: two digits of the year suffice until 2049. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')
  return at < Date.UTC(2050, 0) ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits))
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts))
const set = (part: Buffer): Buffer => der(0x31, part)
const bits = (bytes: Buffer): Buffer => der(0x03, Buffer.concat([Buffer.alloc(1), bytes]))

/** Tag, length, contents (X.690 §8.1). */
function der(tag: number, contents: Buffer): Buffer {
  const { length } = contents
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), contents])
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
