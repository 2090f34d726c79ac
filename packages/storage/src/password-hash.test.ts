import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password-hash.ts'

describe('password hashes', () => {
  it('are Argon2id with salt, and fit only their password', async () => {
    const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(second).not.toBe(first)
    expect(await verifyPassword(first, 'correct horse')).toBe(true)
    expect(await verifyPassword(first, 'correct horse ')).toBe(false)
  })

  it('take an accent composed or not', async () => {
    expect(await verifyPassword(await hashPassword('Café au lait'), 'Cafe\u0301 au lait')).toBe(true)
  })

  it('with other parameters are still read', async () => {
    const old = '$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQxMjM0$'
    const { argon2Sync } = await import('node:crypto')
    const hash = argon2Sync('argon2id', {
      message: Buffer.from('old'),
      nonce: Buffer.from('c29tZXNhbHQxMjM0', 'base64'),
      tagLength: 32,
      memory: 64,
      passes: 1,
      parallelism: 1,
    })
    expect(await verifyPassword(old + hash.toString('base64').replace('=', ''), 'old')).toBe(true)
  })

  it.each(['', 'plain', '$2b$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=x,t=1,p=1$a$b'])(
    '%j is none',
    async (hash) => {
      expect(await verifyPassword(hash, '')).toBe(false)
    },
  )
})
