import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureToken } from './access-token.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mainline-token-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('the token of the data folder', () => {
  it('is made once, for its owner only, and kept', async () => {
    const data = join(folder, 'new')
    const first = await ensureToken(data)
    expect(first.token).toMatch(/^[\w-]{43}$/)
    expect(first.file).toBe(join(data, 'token'))
    expect(await ensureToken(data)).toEqual(first)
    expect((await readFile(join(data, 'token'), 'utf8')).trim()).toBe(first.token)
    expect((await stat(join(data, 'token'))).mode & 0o777).toBe(0o600)
  })

  it('is the same for two starts at once', async () => {
    const tokens = await Promise.all([1, 2, 3, 4].map(() => ensureToken(folder)))
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1)
    expect(await readdir(folder)).toEqual(['token'])
  })

  it('is closed to others when somebody opened it', async () => {
    await ensureToken(folder)
    await chmod(join(folder, 'token'), 0o644)
    await ensureToken(folder)
    expect((await stat(join(folder, 'token'))).mode & 0o777).toBe(0o600)
  })

  it('is not made when one is configured', async () => {
    expect(await ensureToken(folder, 'configured-by-hand')).toEqual({
      token: 'configured-by-hand',
      file: undefined,
    })
    await expect(stat(join(folder, 'token'))).rejects.toThrow()
  })

  it('is missed aloud when its file is empty', async () => {
    await writeFile(join(folder, 'token'), '\n')
    await expect(ensureToken(folder)).rejects.toThrow('is empty: delete it')
  })
})
