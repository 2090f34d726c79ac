import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeFolder, makeSecretFolder } from './data-folder.ts'

let base = ''
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'mainline-folder-'))
})
afterAll(() => rm(base, { recursive: true, force: true }))

it('makes a folder with those above it; twice, and at once, is no fault', async () => {
  const folder = join(base, 'a', 'b', 'c')
  await Promise.all([makeFolder(folder), makeFolder(folder)])
  await makeFolder(folder)
  expect((await stat(folder)).isDirectory()).toBe(true)
})

it('says at once what stands in the way', async () => {
  const file = join(base, 'file')
  await writeFile(file, '')
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST', path: file })
  await expect(makeFolder(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  if (process.platform === 'linux')
    await expect(makeFolder('/proc/mainline/data')).rejects.toMatchObject({
      code: 'ENOENT',
      path: '/proc/mainline',
    })
})

it('keeps others out of a secret folder, also of one that was left open', async () => {
  const folder = join(base, 'secret', 'recordings')
  const mode = async () => ((await stat(folder)).mode & 0o777).toString(8)
  await makeSecretFolder(folder)
  expect(await mode()).toBe('700')
  await chmod(folder, 0o755)
  await makeSecretFolder(folder)
  expect(await mode()).toBe('700')
})
