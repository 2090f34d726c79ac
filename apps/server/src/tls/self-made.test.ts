import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCertificate, toldName } from './certificate.ts'
import { ensureSelfMade } from './self-made.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 28)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mainline-self-made-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const names = ['phones.example', 'localhost', '192.0.2.7', '::1']

describe('a certificate of our own', () => {
  it('is for every name, and its key is for its owner only', async () => {
    const files = await ensureSelfMade(folder, names, now)
    const { names: written, certificate } = await readCertificate(files)
    expect(written).toEqual(['phones.example', 'localhost', '192.0.2.7', '::1'])
    const parsed = new X509Certificate(certificate)
    expect(parsed.checkHost('phones.example')).toBe('phones.example')
    expect(parsed.checkIP('192.0.2.7')).toBe('192.0.2.7')
    expect(statSync(files.key).mode & 0o777).toBe(0o600)
  })

  it('stays the same over restarts', async () => {
    const { certificate } = await ensureSelfMade(folder, names, now)
    const before = readFileSync(certificate, 'utf8')
    await ensureSelfMade(folder, names, now + 300 * day)
    expect(readFileSync(certificate, 'utf8')).toBe(before)
  })

  it.each([
    ['its end is near', names, now + 370 * day],
    ['another name is asked for', [...names, 'more.example'], now],
  ])('is made anew when %s', async (_, asked, at) => {
    const { certificate } = await ensureSelfMade(folder, names, now)
    const before = readFileSync(certificate, 'utf8')
    await ensureSelfMade(folder, asked, at)
    expect(readFileSync(certificate, 'utf8')).not.toBe(before)
  })
})

describe('the name that peers are told', () => {
  const told = (...names: string[]) =>
    toldName({ names, certificate: '', key: '', goodUntil: 0 }, '192.0.2.7')
  it.each([
    [['phones.example', '192.0.2.7'], '192.0.2.7'],
    [['*.example', 'phones.example'], 'phones.example'],
    [['*.example'], '192.0.2.7'],
  ])('of %s is %s', (names, name) => expect(told(...names)).toBe(name))
})
