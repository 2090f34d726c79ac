/**
 * Secrets at rest: the key file of the data folder, AES-256-GCM for what must be shown again (the default PIN, M12),
 * HA1 for what only has to be checked (device and trunk passwords, RFC 7616 §3.4.2).
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, randomInt } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultPinDigits, type PinContext, validatePin } from '@mainline/pbx'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** Seals and opens texts and files under one key. What is sealed is nonce, tag and ciphertext. */
export class SecretBox {
  readonly #key: Buffer

  constructor(key: Buffer) {
    if (key.length !== keyBytes) throw new RangeError(`a key has ${keyBytes} bytes, this one ${key.length}`)
    this.#key = key
  }

  seal(text: string): Buffer {
    return this.sealBytes(Buffer.from(text, 'utf8'))
  }

  /** @throws when the key is another one or the bytes were altered */
  open(sealed: Buffer): string {
    return this.openBytes(sealed).toString('utf8')
  }

  /** The same for what is no text. */
  sealBytes(bytes: Uint8Array): Buffer {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  /** @throws when the key is another one or the bytes were altered */
  openBytes(sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, nonceBytes))
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
  }

  /** A secret for one purpose, always the same under this key (HKDF, RFC 5869 §2), hexadecimal. */
  derive(purpose: string): string {
    return Buffer.from(hkdfSync('sha256', this.#key, '', purpose, keyBytes)).toString('hex')
  }
}

/** Where the key of a data folder is (mode 0600). */
export const keyFileOf = (dataFolder: string): string => join(dataFolder, 'secret.key')

/** A new key. */
export const newKey = (): Buffer => randomBytes(keyBytes)

/** Puts a key into a data folder that has none; leaves the one that is there. */
export async function writeKey(dataFolder: string, key: Buffer): Promise<void> {
  try {
    const file = await open(keyFileOf(dataFolder), 'wx', 0o600)
    try {
      await file.writeFile(`${key.toString('hex')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** The key of a data folder. @throws when it has none */
export async function readKey(dataFolder: string): Promise<Buffer> {
  return Buffer.from((await readFile(keyFileOf(dataFolder), 'latin1')).trim(), 'hex')
}

/** The box of a data folder, whose key is made on first use. */
export async function openSecretBox(dataFolder: string): Promise<SecretBox> {
  await writeKey(dataFolder, newKey())
  return new SecretBox(await readKey(dataFolder))
}

/** HA1 of a user in a realm, by both algorithms (RFC 7616 §3.4.2), hexadecimal. */
export function digestSecrets(
  username: string,
  realm: string,
  password: string,
): { ha1Md5: string; ha1Sha256: string } {
  const text = `${username}:${realm}:${password}`
  return {
    ha1Md5: createHash('md5').update(text).digest('hex'),
    ha1Sha256: createHash('sha256').update(text).digest('hex'),
  }
}

/** M12: a random Default PIN of six digits, which the rules of own PINs allow too. */
export function newDefaultPin(number: PinContext): string {
  for (;;) {
    const pin = randomInt(0, 10 ** defaultPinDigits)
      .toString()
      .padStart(defaultPinDigits, '0')
    if (validatePin(pin, number) === undefined) return pin
  }
}

/** A password for a device: 120 bits in letters and digits that survive a phone's keypad entry and a URL. */
export const newDevicePassword = (): string => randomBytes(15).toString('base64url').replace(/[-_]/g, 'x')
