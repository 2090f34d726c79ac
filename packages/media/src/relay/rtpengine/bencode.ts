/** Bencoding, the words of rtpengine's ng protocol: strings, integers, lists and dictionaries, each saying where it ends. */

/** What can be written. */
export type Bencodable =
  | string
  | number
  | readonly Bencodable[]
  | { readonly [key: string]: Bencodable | undefined }

/** What was read; dictionaries have no prototype, so that no key of theirs means anything but itself. */
export type Bencoded = string | number | readonly Bencoded[] | BencodedWords

export interface BencodedWords {
  readonly [key: string]: Bencoded | undefined
}

/** Deeper than any reply of rtpengine, and than any stack minds. */
const deepest = 32
/** More digits than these are no number that we can hold. */
const mostDigits = 15

/** Keys whose value is undefined are left out. */
export function bencode(value: Bencodable): string {
  if (typeof value === 'string') return `${Buffer.byteLength(value)}:${value}`
  if (typeof value === 'number') return `i${value}e`
  if (isList(value)) return `l${value.map(bencode).join('')}e`
  let text = 'd'
  for (const [key, one] of Object.entries(value)) if (one !== undefined) text += bencode(key) + bencode(one)
  return `${text}e`
}

/** @returns undefined when the bytes from `start` to the end are not exactly one value */
export function bdecode(bytes: Buffer, start = 0): Bencoded | undefined {
  const reader = new Reader(bytes, start)
  const value = reader.value(0)
  return reader.at === bytes.length ? value : undefined
}

export function isWords(value: Bencoded | undefined): value is BencodedWords {
  return typeof value === 'object' && !isList(value)
}

export function isList<T>(value: unknown): value is readonly T[] {
  return Array.isArray(value)
}

const code = { i: 0x69, l: 0x6c, d: 0x64, e: 0x65, colon: 0x3a, minus: 0x2d, zero: 0x30, nine: 0x39 } as const

class Reader {
  readonly #bytes: Buffer
  at: number

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  value(depth: number): Bencoded | undefined {
    if (depth > deepest) return undefined
    switch (this.#bytes[this.at]) {
      case code.i:
        this.at += 1
        return this.#number(code.e)
      case code.l:
        this.at += 1
        return this.#list(depth + 1)
      case code.d:
        this.at += 1
        return this.#words(depth + 1)
      default:
        return this.#string()
    }
  }

  #list(depth: number): readonly Bencoded[] | undefined {
    const list: Bencoded[] = []
    while (!this.#ends()) {
      const value = this.value(depth)
      if (value === undefined) return undefined
      list.push(value)
    }
    return list
  }

  #words(depth: number): BencodedWords | undefined {
    const words: Record<string, Bencoded> = Object.create(null)
    while (!this.#ends()) {
      const key = this.#string()
      const value = key === undefined ? undefined : this.value(depth)
      if (key === undefined || value === undefined) return undefined
      words[key] = value
    }
    return words
  }

  #string(): string | undefined {
    const length = this.#bytes[this.at] === code.minus ? undefined : this.#number(code.colon)
    if (length === undefined || this.at + length > this.#bytes.length) return undefined
    this.at += length
    return this.#bytes.toString('utf8', this.at - length, this.at)
  }

  /** Digits and what ends them. A zero stands alone and has no sign: each number has one spelling. */
  #number(end: number): number | undefined {
    const negative = this.#bytes[this.at] === code.minus
    const first = this.at + (negative ? 1 : 0)
    let next = first
    let value = 0
    for (let byte = this.#bytes[next]; byte !== end; byte = this.#bytes[next]) {
      if (byte === undefined || byte < code.zero || byte > code.nine || next - first === mostDigits)
        return undefined
      value = value * 10 + byte - code.zero
      next += 1
    }
    const leadsWithZero = this.#bytes[first] === code.zero
    if (next === first || (leadsWithZero && (negative || next - first > 1))) return undefined
    this.at = next + 1
    return negative ? -value : value
  }

  #ends(): boolean {
    if (this.#bytes[this.at] !== code.e) return false
    this.at += 1
    return true
  }
}
