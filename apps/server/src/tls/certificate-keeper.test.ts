import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { selfSigned } from '@mainline/media'
import { FakeClock } from '@mainline/sip/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readCertificate } from './certificate.ts'
import { CertificateKeeper } from './certificate-keeper.ts'

const day = 86_400_000
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mainline-certificate-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const clock = () => new FakeClock(Date.UTC(2026, 10, 28))

const made = (days: number, name = 'phones.example') => {
  const from = Date.UTC(2026, 10, 1)
  return selfSigned({ commonName: name, names: [name], from, until: Date.UTC(2026, 10, 28) + days * day })
}

async function open(days = 90) {
  const files = { certificate: join(folder, 'fullchain.pem'), key: join(folder, 'privkey.pem') }
  const write = ({ certificate, key }: { certificate: string; key: string }) => {
    writeFileSync(files.certificate, certificate)
    writeFileSync(files.key, key)
  }
  write(made(days))
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const judged = vi.fn()
  const time = clock()
  const keeper = await CertificateKeeper.open({ files, clock: time, log, judged })
  const renewed = vi.fn()
  keeper.onRenewed(renewed)
  return { files, write, log, judged, keeper, renewed, clock: time }
}

describe('the certificate that is shown', () => {
  it('tells its names and its end', async () => {
    const { keeper } = await open()
    expect(keeper.current).toMatchObject({
      names: ['phones.example'],
      goodUntil: Date.UTC(2026, 10, 28) + 90 * day,
    })
  })

  it('files that were replaced are taken once they rest', async () => {
    const { keeper, write, renewed } = await open()
    write(made(200, 'new.example'))
    await keeper.look()
    expect(renewed).not.toHaveBeenCalled()
    await keeper.look()
    await keeper.look()
    expect(renewed).toHaveBeenCalledTimes(1)
    expect(keeper.current.names).toEqual(['new.example'])
  })

  it('a clock that was a year ahead and was put right --> its end is looked at each day all the same', async () => {
    const { keeper, judged, clock: time } = await open(22)
    const ahead = vi.spyOn(time, 'epoch').mockReturnValue(Date.UTC(2027, 10, 28))
    await keeper.look()
    ahead.mockRestore()
    judged.mockClear()
    time.advance(day)
    await keeper.look()
    expect(judged).toHaveBeenCalled()
    keeper.close()
  })

  it.each([
    ['a key of another certificate', (key: string) => writeFileSync(key, made(9).key), /does not belong/],
    ['half a file', (key: string) => writeFileSync(key, '-----BEGIN'), /no private key/],
    ['a file that is gone', (key: string) => rmSync(key), /ENOENT/],
  ])('%s --> the former goes on, said once', async (_, spoil, why) => {
    const { keeper, files, log, renewed } = await open()
    const before = keeper.current
    spoil(files.key)
    for (let looks = 0; looks < 4; looks += 1) await keeper.look()
    expect(keeper.current).toBe(before)
    expect(renewed).not.toHaveBeenCalled()
    expect(log.error).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ why: expect.stringMatching(why) }),
      expect.any(String),
    )
  })

  it.each([
    ['none', () => '', /ca.pem holds no certificates/],
    [
      'half of one',
      () => made(9).certificate + made(9).certificate.slice(0, 200),
      /ca.pem holds no certificates/,
    ],
    ['a key', () => made(9).key, /ca.pem holds no certificates/],
    ['two', () => `Ours:\n${made(9).certificate}${made(9).certificate}`, undefined],
  ])('a file of authorities with %s', async (_, text, why) => {
    const { files } = await open()
    const authorities = join(folder, 'ca.pem')
    writeFileSync(authorities, text())
    const read = readCertificate({ ...files, authorities })
    if (why) await expect(read).rejects.toThrow(why)
    else expect((await read).authorities).toHaveLength(1)
  })

  it('mended files are taken after all', async () => {
    const { keeper, files, write, log } = await open()
    rmSync(files.key)
    for (let looks = 0; looks < 2; looks += 1) await keeper.look()
    write(made(50))
    for (let looks = 0; looks < 2; looks += 1) await keeper.look()
    expect(log.error).toHaveBeenCalledTimes(1)
    expect(keeper.current.goodUntil).toBe(Date.UTC(2026, 10, 28) + 50 * day)
  })

  it('one that cannot be had at the start --> no start, and why', async () => {
    const files = { certificate: join(folder, 'none.pem'), key: join(folder, 'none.key') }
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    await expect(CertificateKeeper.open({ files, clock: clock(), log })).rejects.toThrow(/none\.(pem|key)/)
  })
})

describe('the end of the certificate', () => {
  it('more than three weeks ahead --> nothing; less --> a warning a day, and whoever raises alerts is told', async () => {
    const { keeper, clock, log, judged } = await open(21.5)
    expect(judged).toHaveBeenLastCalledWith(undefined)
    expect(log.warn).not.toHaveBeenCalled()
    clock.advance(day)
    await keeper.look()
    await keeper.look()
    expect(log.warn).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ daysLeft: 20 }),
      'the certificate ends soon',
    )
    expect(judged).toHaveBeenLastCalledWith(Date.UTC(2026, 10, 28) + 21.5 * day)
  })

  it('over --> said so; renewed --> all is well at once', async () => {
    const { keeper, write, log, judged } = await open(-1)
    expect(log.warn).toHaveBeenCalledWith(expect.anything(), 'the certificate is not good any more')
    write(made(90))
    await keeper.look()
    await keeper.look()
    expect(judged).toHaveBeenLastCalledWith(undefined)
  })
})
