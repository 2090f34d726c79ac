import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestSecrets, newDefaultPin, newDevicePassword, openSecretBox, SecretBox } from './secrets.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mainline-secrets-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('secrets', () => {
  it('the key file is made once, for our eyes only', async () => {
    const sealed = (await openSecretBox(folder)).seal('123456')
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600)
    expect((await openSecretBox(folder)).open(sealed)).toBe('123456')
  })

  it('the same text is sealed differently each time', () => {
    const box = new SecretBox(Buffer.alloc(32))
    expect(box.seal('x').equals(box.seal('x'))).toBe(false)
  })

  it.each([
    ['another key', (sealed: Buffer) => new SecretBox(Buffer.alloc(32, 1)).open(sealed)],
    [
      'an altered byte',
      (sealed: Buffer) => {
        sealed.writeUInt8(sealed.readUInt8(30) ^ 1, 30)
        return new SecretBox(Buffer.alloc(32)).open(sealed)
      },
    ],
  ])('%s does not open it', (_, open) => {
    expect(() => open(new SecretBox(Buffer.alloc(32)).seal('123456'))).toThrow()
  })

  it('a key of the wrong length is refused', () => {
    expect(() => new SecretBox(Buffer.alloc(16))).toThrow(RangeError)
  })

  it('HA1 as in RFC 7616 §3.9.1', () => {
    const realm = 'http-auth@example.org'
    expect(digestSecrets('Mufasa', realm, 'Circle of Life')).toEqual({
      ha1Md5: '3d78807defe7de2157e2b0b6573a855f',
      ha1Sha256: '7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232',
    })
  })

  it('a Default PIN has six digits, a password twenty letters and digits', () => {
    expect(newDefaultPin({ e164: '+442079460000' })).toMatch(/^\d{6}$/)
    expect(newDevicePassword()).toMatch(/^[A-Za-z0-9]{20}$/)
  })
})
