/** G.711 by tables: A-law and µ-law bytes to 16 bit linear samples and back (ITU-T G.711). */

/** One of the two companding laws; the value is the static payload type (RFC 3551 §6). */
export interface Law {
  readonly name: 'PCMU' | 'PCMA'
  readonly payloadType: 0 | 8
  /** 256 samples by code byte. */
  readonly decode: Int16Array
  /** 65,536 code bytes by the sample's two's complement. */
  readonly encode: Uint8Array
  /** The code byte of silence. */
  readonly silence: number
  /** 256 code bytes of the other law by code byte of this one. */
  readonly toOther: Uint8Array
}

const ulawBias = 132
const clip = 32635

function decodeUlaw(code: number): number {
  const bits = ~code & 0xff
  const magnitude = ((((bits & 0x0f) << 3) + ulawBias) << ((bits >> 4) & 7)) - ulawBias
  return bits & 0x80 ? -magnitude : magnitude
}

function encodeUlaw(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), clip) + ulawBias
  const exponent = 24 - Math.clz32(magnitude)
  const code = (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)
  return ~((sample < 0 ? 0x80 : 0) | code) & 0xff
}

function decodeAlaw(code: number): number {
  const bits = code ^ 0x55
  const exponent = (bits >> 4) & 7
  const mantissa = (bits & 0x0f) << 4
  const magnitude = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1)
  return bits & 0x80 ? magnitude : -magnitude
}

function encodeAlaw(sample: number): number {
  const magnitude = Math.min(sample < 0 ? -sample - 1 : sample, clip)
  let code = magnitude >> 4
  if (magnitude >= 256) {
    const exponent = 24 - Math.clz32(magnitude)
    code = (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)
  }
  return (sample < 0 ? code : code | 0x80) ^ 0x55
}

function tables(decodeOne: (code: number) => number, encodeOne: (sample: number) => number) {
  const decode = Int16Array.from({ length: 256 }, (_, code) => decodeOne(code))
  const encode = Uint8Array.from({ length: 65536 }, (_, bits) => encodeOne((bits << 16) >> 16))
  return { decode, encode, silence: encodeOne(0) }
}

const ulawTables = tables(decodeUlaw, encodeUlaw)
const alawTables = tables(decodeAlaw, encodeAlaw)

function translate(from: Int16Array, to: Uint8Array): Uint8Array {
  return Uint8Array.from(from, (sample) => to[sample & 0xffff] ?? 0)
}

/** µ-law, payload type 0. */
export const ulaw: Law = {
  name: 'PCMU',
  payloadType: 0,
  ...ulawTables,
  toOther: translate(ulawTables.decode, alawTables.encode),
}

/** A-law, payload type 8. */
export const alaw: Law = {
  name: 'PCMA',
  payloadType: 8,
  ...alawTables,
  toOther: translate(alawTables.decode, ulawTables.encode),
}

/** The law of that encoding name, if it is one of the two. */
export function lawOf(name: string): Law | undefined {
  if (name === 'PCMU') return ulaw
  return name === 'PCMA' ? alaw : undefined
}

/** Writes the samples as code bytes at `offset` of `into`. */
export function encodeInto(law: Law, samples: Int16Array, into: Uint8Array, offset: number): void {
  const { encode } = law
  for (let i = 0; i < samples.length; i += 1) into[offset + i] = encode[(samples[i] ?? 0) & 0xffff] ?? 0
}

/** The samples of these code bytes. */
export function decode(law: Law, bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length)
  const table = law.decode
  for (let i = 0; i < bytes.length; i += 1) samples[i] = table[bytes[i] ?? 0] ?? 0
  return samples
}
