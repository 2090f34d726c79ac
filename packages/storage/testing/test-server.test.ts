import { mkdtemp, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { startTestServer, sweep, templateFolder } from './test-server.ts'

const HOURS_AGO = new Date(Date.now() - 7_200_000)
const exists = async (folder: string): Promise<boolean> => Boolean(await stat(folder).catch(() => undefined))

it('is younger than the cluster it is copied from: the next test file does not sweep it away', async () => {
  await utimes(await templateFolder(), HOURS_AGO, HOURS_AGO)
  const server = await startTestServer()
  const folder = dirname(`${server.config.host}`)
  expect((await stat(folder)).mtimeMs).toBeGreaterThan(Date.now() - 600_000)
  await server.stop()
  expect(await exists(folder)).toBe(false)
})

it('is not swept away while it runs, however long that is', async () => {
  const server = await startTestServer()
  const folder = dirname(`${server.config.host}`)
  await utimes(folder, HOURS_AGO, HOURS_AGO)
  await sweep()
  expect(await exists(join(folder, 'postgres', 'PG_VERSION'))).toBe(true)
  await server.stop()
})

it('of a killed test is swept away', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mainline-test-'))
  await utimes(folder, HOURS_AGO, HOURS_AGO)
  await sweep()
  expect(await exists(folder)).toBe(false)
})
