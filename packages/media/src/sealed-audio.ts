/**
 * Audio at rest, encrypted with the key of whose it is: destroying the key erases every copy.
 *
 *     "mlaudio1" salt[16]  then for each block   length[4] ciphertext[length] tag[16]
 *
 * Blocks are appended and never rewritten, so that a file which a crash cut off is good up to its last whole block. Each
 * file has a key of its own (HKDF over its salt), and each block the number it has in it as nonce: AES-256-GCM never sees a
 * nonce twice under a key. What is encrypted are the bare samples of the telephone: mono, 16 bit little-endian, 8000 Hz.
 */
import { Buffer } from 'node:buffer'
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { pcmBytes } from './audio/resample.ts'
import { wavHeader } from './audio/wav.ts'

const magic = Buffer.from('mlaudio1', 'latin1')
const saltBytes = 16
const lengthBytes = 4
const tagBytes = 16
/** Bytes before the first block. */
const sealedHeaderSize = magic.length + saltBytes
/** Samples of a block when a whole recording is sealed at once: half a second. */
const blockSamples = 4000

/** Why audio cannot be read: another key, or altered bytes. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

/** Encrypts one file from its beginning. */
export class AudioSealer {
  /** What the file begins with. */
  readonly header: Buffer
  readonly #key: KeyObject
  #blocks = 0

  /** @param key of the tenant: 32 bytes as base64 */
  constructor(key: string) {
    const salt = randomBytes(saltBytes)
    this.header = Buffer.concat([magic, salt])
    this.#key = fileKey(key, salt)
  }

  /** The next block of the file. */
  seal(pcm: Buffer): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce(this.#blocks))
    this.#blocks += 1
    // Of this cipher nothing is left for the end, which only makes the tag.
    const sealed = cipher.update(pcm)
    cipher.final()
    const block = Buffer.allocUnsafe(lengthBytes + sealed.length + tagBytes)
    block.writeUInt32BE(sealed.length)
    sealed.copy(block, lengthBytes)
    cipher.getAuthTag().copy(block, lengthBytes + sealed.length)
    return block
  }
}

/** A whole file of these samples. */
export function sealAudio(samples: Int16Array, key: string): Buffer {
  const sealer = new AudioSealer(key)
  const blocks = [sealer.header]
  for (let at = 0; at < samples.length; at += blockSamples)
    blocks.push(sealer.seal(pcmBytes(samples.subarray(at, at + blockSamples))))
  return Buffer.concat(blocks)
}

/** Whether a file was encrypted; recordings from before encryption are WAV files. */
export const isSealed = (file: Buffer): boolean => file.subarray(0, magic.length).equals(magic)

/**
 * A stored file as WAV, encrypted or not. What a crash left behind the last whole block is left out.
 *
 * @throws SealError when nothing of it can be read with this key
 */
export function openAudio(file: Buffer, key: string | undefined): Buffer {
  if (!isSealed(file)) return file
  if (key === undefined) throw new SealError('the key of this audio is gone')
  const { blocks } = openBlocks(file, key)
  const bytes = blocks.reduce((sum, block) => sum + block.length, 0)
  return Buffer.concat([wavHeader(bytes), ...blocks])
}

/**
 * How much of an encrypted file is good: bytes of it, and bytes of samples.
 *
 * @throws SealError as `openAudio`
 */
export function measureSealed(file: Buffer, key: string): { goodBytes: number; pcmBytes: number } {
  const { blocks, end } = openBlocks(file, key)
  return { goodBytes: end, pcmBytes: blocks.reduce((sum, block) => sum + block.length, 0) }
}

function openBlocks(file: Buffer, key: string): { blocks: Buffer[]; end: number } {
  const opener = new AudioOpener(file, key)
  const blocks: Buffer[] = []
  for (let block = opener.next(); block; block = opener.next()) blocks.push(block)
  return { blocks, end: opener.end }
}

/** Decrypts one file block by block, up to its last whole one. */
export class AudioOpener {
  /** Behind the last block that was opened, bytes. */
  end = sealedHeaderSize
  readonly #file: Buffer
  readonly #key: KeyObject
  #blocks = 0

  /** @param key of the tenant, base64 */
  constructor(file: Buffer, key: string) {
    this.#file = file
    this.#key = fileKey(key, file.subarray(magic.length, sealedHeaderSize))
  }

  /**
   * @returns undefined behind the last
   * @throws SealError when not even the first opens
   */
  next(): Buffer | undefined {
    const file = this.#file
    if (!isWholeBlock(file, this.end)) return undefined
    const from = this.end + lengthBytes
    const until = from + file.readUInt32BE(this.end)
    const tag = file.subarray(until, until + tagBytes)
    const block = openBlock(this.#key, this.#blocks, file.subarray(from, until), tag)
    if (!block && this.#blocks === 0) throw new SealError('the audio does not open with this key')
    if (!block) return undefined
    this.#blocks += 1
    this.end = until + tagBytes
    return block
  }
}

const isWholeBlock = (file: Buffer, at: number): boolean =>
  at + lengthBytes <= file.length && at + lengthBytes + file.readUInt32BE(at) + tagBytes <= file.length

function openBlock(key: KeyObject, number: number, sealed: Buffer, tag: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(number))
  decipher.setAuthTag(tag)
  try {
    const block = decipher.update(sealed)
    decipher.final()
    return block
  } catch {
    return undefined
  }
}

/** As an object that is kept: made of bytes anew for each block it would cost more than the encryption. */
function fileKey(key: string, salt: Buffer): KeyObject {
  return createSecretKey(
    Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), salt, 'mainline audio', 32)),
  )
}

function nonce(block: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(block, 8)
  return bytes
}
