import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { LogOutput } from './log-output.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mainline-log-'))
})
afterAll(() => rm(folder, { recursive: true }))

function open(name: string): { fd: number; written: () => string } {
  const path = join(folder, name)
  const fd = openSync(path, 'a')
  onTestFinished(() => closeSync(fd))
  return { fd, written: () => readFileSync(path, 'utf8') }
}

it('writes in the background, in order', async () => {
  const { fd, written } = open('order')
  const output = new LogOutput(fd)
  for (const line of ['one\n', 'two\n', 'três\n']) output.write(line)
  expect(written()).toBe('')
  await vi.waitFor(() => expect(written()).toBe('one\ntwo\ntrês\n'))
  output.write('four\n')
  await vi.waitFor(() => expect(written()).toMatch(/três\nfour\n$/))
})

it('writes the last lines before the process ends', () => {
  const { fd, written } = open('last')
  const output = new LogOutput(fd)
  output.write('why it ended\n')
  output.flushSync()
  expect(written()).toBe('why it ended\n')
})

it('says how many lines found no room', () => {
  const { fd, written } = open('lost')
  const output = new LogOutput(fd, 10)
  for (let line = 0; line < 5; line++) output.write('1234\n')
  output.flushSync()
  expect(written()).toMatch(/^1234\n1234\n\{"level":40,.*"lines":3,.*are lost/)
})

const log = fileURLToPath(new URL('log.ts', import.meta.url))

it.each([
  ['full', '2>/dev/full'],
  ['closed', '2>&-'],
  ['read by nobody', '2> >(true)'],
])('a log that is %s ends nothing, nor keeps the process from ending', (_, where) => {
  const program = `
    const log = (await import(${JSON.stringify(log)})).openLog('info', 'test')
    const tell = setInterval(() => log.info({}, 'a line'), 20)
    setTimeout(() => { clearInterval(tell); log.info({}, 'the last one'); process.exit(7) }, 400)`
  const { status, stdout } = spawnSync(
    'bash',
    ['-c', `exec "$0" --input-type=module -e "$1" ${where}`, process.execPath, program],
    { encoding: 'utf8', timeout: 20_000 },
  )
  expect({ status, stdout }).toEqual({ status: 7, stdout: '' })
})
