/** `a=crypto` of a session description (RFC 4568 §4, §9.1): the keys that a party will send with. */

/** What secures one direction, as it crosses between threads: a secret. */
export interface SdesKey {
  readonly suite: SuiteName
  /** Master key and salt, base64. */
  readonly inline: string
  /** Octets of the key's identifier in each packet (RFC 3711 §3.1). */
  readonly identifier: number
}

export interface CryptoAttribute extends SdesKey {
  readonly tag: string
}

/** RFC 4568 §6.2 and RFC 6188 §4: octets of the master key, and of the tag of RTP. */
export const suites = {
  AES_256_CM_HMAC_SHA1_80: { key: 32, tag: 10 },
  AES_CM_128_HMAC_SHA1_80: { key: 16, tag: 10 },
  AES_CM_128_HMAC_SHA1_32: { key: 16, tag: 4 },
} as const

export type SuiteName = keyof typeof suites

/** Master salts of all our suites have this length. */
export const saltLength = 14

const attribute = /^(\d{1,9}) +(\S+) +(\S+)((?: +\S+)*) *$/
const inlineKey = /^inline:([A-Za-z0-9+/]+={0,2})(?:\|(2\^\d{1,2}|\d{1,15}))?(?:\|(\d{1,20}):(\d{1,3}))?$/i
const mostPackets = 2 ** 48

/**
 * Reads the value behind `a=crypto:`. undefined: it cannot be used, and another line of the offer may be (§5.1.2).
 * What a line says besides must be understood unless it is marked as optional (§6.3); one with several keys is for those who
 * change them within the call.
 */
export function readCrypto(value: string): CryptoAttribute | undefined {
  const [, tag = '', suite = '', keys = '', parameters = ''] = attribute.exec(value.trim()) ?? []
  if (!isSuite(suite) || !parameters.split(' ').every(isUnderstood)) return undefined
  const [, inline = '', lifetime = '2^48', mki, mkiLength = '0'] = inlineKey.exec(keys) ?? []
  if (Buffer.from(inline, 'base64').length !== suites[suite].key + saltLength) return undefined
  const packets = lifetime.startsWith('2^') ? 2 ** Number(lifetime.slice(2)) : Number(lifetime)
  const identifier = Number(mkiLength)
  if (packets === 0 || packets > mostPackets) return undefined
  if (mki !== undefined && (identifier < 1 || identifier > 128)) return undefined
  return { tag, suite, inline, identifier }
}

export const writeCrypto = ({ tag, suite, inline }: CryptoAttribute): string =>
  `a=crypto:${tag} ${suite} inline:${inline}\r\n`

const isSuite = (name: string): name is SuiteName => Object.hasOwn(suites, name)

/** A hint for the replay window (§6.3.7) asks for nothing; all others change packets (§6.3.1 to §6.3.6). */
const isUnderstood = (parameter: string): boolean =>
  parameter === '' || parameter.startsWith('-') || /^WSH=\d{2,}$/i.test(parameter)
