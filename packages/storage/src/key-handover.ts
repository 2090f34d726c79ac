/**
 * How a server that is new beside others comes by their key: it asks through the database, and one that runs seals the key for
 * it alone. Whoever has but a copy of the database learns nothing.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from './database.ts'

const channel = 'key_requested'
const LOOK_AGAIN_MS = 200
const NONCE_BYTES = 12
const TAG_BYTES = 16

const textOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64')
const keyOf = (text: string): KeyObject =>
  createPublicKey({ key: Buffer.from(text, 'base64'), type: 'spki', format: 'der' })

/** What both ends know and nobody else (RFC 7748, RFC 5869). */
const sharedBy = (privateKey: KeyObject, publicKey: KeyObject): Buffer =>
  Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), '', 'key of an installation', 32))

/** Asks those who run. @param patienceMs how long to wait @returns undefined when nobody answers */
export async function askForKey(database: Database, patienceMs: number): Promise<Buffer | undefined> {
  const id = randomUUID()
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const { kysely } = database
  await kysely
    .insertInto('keyRequests')
    .values({ id, publicKey: textOf(publicKey), sealedKey: null, requestedAt: Date.now() })
    .execute()
  try {
    for (
      const until = performance.now() + patienceMs;
      performance.now() < until;
      await pause(LOOK_AGAIN_MS)
    ) {
      // Again and again: who runs may be about to begin to listen.
      await sql`select pg_notify(${channel}, ${id})`.execute(kysely)
      const row = await kysely
        .selectFrom('keyRequests')
        .select('sealedKey')
        .where('id', '=', id)
        .executeTakeFirst()
      if (row?.sealedKey) return unseal(row.sealedKey, privateKey)
    }
    return undefined
  } finally {
    await kysely.deleteFrom('keyRequests').where('id', '=', id).execute()
  }
}

/** Answers whoever asks from now on. */
export async function answerKeyRequests(database: Database, key: Buffer): Promise<void> {
  const { kysely } = database
  await database.listen(channel, (id) => {
    const answer = async () => {
      const request = await kysely
        .selectFrom('keyRequests')
        .select('publicKey')
        .where('id', '=', id)
        .executeTakeFirst()
      if (request === undefined) return
      const sealedKey = seal(key, keyOf(request.publicKey))
      await kysely.updateTable('keyRequests').set({ sealedKey }).where('id', '=', id).execute()
    }
    // Who asks goes on asking, and others may answer.
    answer().catch(() => {})
  })
}

/** Our public key of this once, a colon, then nonce, tag and the sealed key. */
function seal(key: Buffer, recipient: KeyObject): string {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sharedBy(privateKey, recipient), nonce)
  const sealed = Buffer.concat([cipher.update(key), cipher.final()])
  return `${textOf(publicKey)}:${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')}`
}

function unseal(text: string, privateKey: KeyObject): Buffer {
  const [sender = '', sealed = ''] = text.split(':')
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    sharedBy(privateKey, keyOf(sender)),
    bytes.subarray(0, NONCE_BYTES),
  )
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
}
