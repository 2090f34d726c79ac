/**
 * Passwords of people at rest: Argon2id (RFC 9106) as a PHC string, with the parameters of OWASP's second choice, so that a
 * server of 2 GB stands a burst of sign-ins. They are never secrets of SIP: those are digests (see `secrets.ts`).
 */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2)

/** KiB, passes, lanes; of new hashes. Old ones keep what they name. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16
const hashBytes = 32

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$hash` */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(saltBytes)
  const hash = await derive('argon2id', { message: text(password), nonce, tagLength: hashBytes, ...cost })
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(hash)}`
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

/** Whether the hash is of this password; false for a text that is no hash of ours. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', known = ''] = phc.exec(hash) ?? []
  if (memory === undefined) return false
  const expected = Buffer.from(known, 'base64')
  const derived = await derive('argon2id', {
    message: text(password),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return timingSafeEqual(derived, expected)
}

/** One person's keyboard composes an accent, another's does not: both are the same password (RFC 8265 §4.2.2). */
const text = (password: string): Buffer => Buffer.from(password.normalize('NFC'), 'utf8')

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
