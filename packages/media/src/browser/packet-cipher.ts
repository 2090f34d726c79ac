/**
 * AES in counter mode and HMAC-SHA1, for packets of 20 ms: what Node makes anew for each message costs ten times the
 * arithmetic, so a cipher is kept for the counter's blocks, and the two hashes of HMAC are asked for in one call each.
 */
import { type Cipheriv, createCipheriv, hash } from 'node:crypto'

const blockSize = 16
const hashBlock = 64
const hashSize = 20

/** AES-CM (RFC 3711 §4.1.1). */
export class CounterMode {
  readonly #cipher: Cipheriv
  #blocks = Buffer.alloc(16 * blockSize)

  constructor(key: Buffer) {
    this.#cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false)
  }

  /** Adds the key stream of this counter to `from`, into `to` at `at`. */
  apply(counter: Buffer, from: Buffer, to: Buffer, at: number): void {
    const count = Math.ceil(from.length / blockSize)
    if (count === 0) return
    if (count * blockSize > this.#blocks.length) this.#blocks = Buffer.alloc(count * blockSize)
    const blocks = this.#blocks.subarray(0, count * blockSize)
    for (let block = 0; block < count; block += 1) {
      counter.copy(blocks, block * blockSize, 0, blockSize - 2)
      blocks.writeUInt16BE(block, block * blockSize + blockSize - 2)
    }
    const stream = this.#cipher.update(blocks)
    for (let i = 0; i < from.length; i += 1) to[at + i] = (from[i] ?? 0) ^ (stream[i] ?? 0)
  }
}

/** HMAC-SHA1 (RFC 2104). */
export class Authenticator {
  #inner: Buffer
  readonly #outer: Buffer

  constructor(key: Buffer) {
    this.#inner = padded(key, 0x36, 2048)
    this.#outer = padded(key, 0x5c, hashSize)
  }

  /** Of `text`, and of `suffix` after it when there is one. */
  sign(text: Buffer, suffix?: number): Buffer {
    let length = hashBlock + text.length
    if (length + 4 > this.#inner.length) this.#inner = Buffer.concat([this.#inner, Buffer.alloc(length + 4)])
    const inner = this.#inner
    text.copy(inner, hashBlock)
    if (suffix !== undefined) length = inner.writeUInt32BE(suffix >>> 0, length)
    hash('sha1', inner.subarray(0, length), 'buffer').copy(this.#outer, hashBlock)
    return hash('sha1', this.#outer, 'buffer')
  }
}

function padded(key: Buffer, by: number, room: number): Buffer {
  const block = Buffer.alloc(hashBlock + room)
  block.fill(by, 0, hashBlock)
  for (let i = 0; i < key.length; i += 1) block[i] = (key[i] ?? 0) ^ by
  return block
}
