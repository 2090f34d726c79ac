/** Hashes of PINs: Argon2id (RFC 9106) of node:crypto, written in the PHC string form. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const argon = promisify(argon2)
/** Derivations at once: the threads that do it are those that write what is being recorded. */
const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

async function derive(...[algorithm, parameters]: Parameters<typeof argon>): Promise<Buffer> {
  if (running >= atOnce) await new Promise<void>((next) => waiting.push(next))
  else running += 1
  try {
    return await argon(algorithm, parameters)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

/** 19 MiB, two passes, one lane: what OWASP names as the least for interactive use; about 40 ms. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const saltBytes = 16
const tagBytes = 32

export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await derive('argon2id', { ...cost, message: pin, nonce: salt, tagLength: tagBytes })
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`
}

/** In constant time; false for a hash that is none. */
export async function isPinOf(hash: string, pin: string): Promise<boolean> {
  const [, , , costs = '', salt = '', tag = ''] = hash.split('$')
  const [memory, passes, parallelism] = costs.split(',').map((part) => Number(part.slice(2)))
  const wanted = Buffer.from(tag, 'base64')
  if (!memory || !passes || !parallelism || wanted.length !== tagBytes) return false
  const nonce = Buffer.from(salt, 'base64')
  const found = await derive('argon2id', {
    message: pin,
    nonce,
    memory,
    passes,
    parallelism,
    tagLength: wanted.length,
  })
  return timingSafeEqual(found, wanted)
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
