import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EngineLog, silentLog } from '../ports.ts'
import { DirectLines, FileLines, type LineWriter, toldTo } from './line-writer.ts'
import { ThreadedLines } from './threaded-lines.ts'

let folder: string
let path: string
let fd: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lines-'))
  path = join(folder, 'lines')
  fd = openSync(path, 'ax')
})
afterEach(() => {
  closeSync(fd)
  rmSync(folder, { recursive: true })
})

/** A log that keeps what it was told of. */
function keeping(): { log: EngineLog; told: { error: unknown; lines: number }[] } {
  const told: { error: unknown; lines: number }[] = []
  return { told, log: { ...silentLog, error: (fields) => void told.push(fields as never) } }
}

describe.each<[string, (log: EngineLog) => LineWriter]>([
  ['within the call', (log) => new DirectLines(toldTo(log))],
  ['by a thread of their own', (log) => new ThreadedLines(log)],
])('lines written %s', (_, open) => {
  it('are in their file, in order, once it is settled', async () => {
    const writer = open(silentLog)
    const lines = Array.from({ length: 5_000 }, (_, at) => `line ${at} Łódź\n`)
    for (const line of lines) writer.write(fd, line)
    expect(await writer.settle()).toBe(0)
    expect(readFileSync(path, 'utf8')).toBe(lines.join(''))
    await writer.close()
  })

  it('that no file takes are told of and counted, and others go on', async () => {
    const full = openSync('/dev/full', 'w')
    const { log, told } = keeping()
    const writer = open(log)
    writer.write(full, 'lost\n')
    writer.write(fd, 'kept\n')
    expect(await writer.settle()).toBe(1)
    await expect
      .poll(() => told)
      .toMatchObject([{ error: { message: expect.stringContaining('ENOSPC') }, lines: 1 }])
    expect(readFileSync(path, 'utf8')).toBe('kept\n')
    await writer.close()
    closeSync(full)
  })

  it('are all written before it is closed', async () => {
    const writer = open(silentLog)
    for (let at = 0; at < 1_000; at += 1) writer.write(fd, `${at}\n`)
    await writer.close()
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(1_001)
  })
})

describe('a file that takes a part of a line', () => {
  it('has the next line on a line of its own', () => {
    // A pipe holds 64 kB, and takes what there is room for of more than a page.
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK)
    const take = () => {
      const buffer = Buffer.alloc(70_000)
      return buffer.toString('latin1', 0, readSync(end, buffer))
    }
    const files = new FileLines()
    const [fits, tooLong] = [`${'a'.repeat(59_999)}\n`, `${'b'.repeat(20_000)}\n`]
    expect(files.append(end, [Buffer.from(fits), Buffer.from(tooLong)])).toMatchObject({
      written: 1,
      error: { code: 'EAGAIN' },
    })
    expect(take()).toMatch(/^a{59999}\nb{2000,}$/)
    expect(files.append(end, [Buffer.from('next\n'), Buffer.from('and next\n')])).toEqual({ written: 2 })
    expect(files.append(end, [Buffer.from('last\n')])).toEqual({ written: 1 })
    expect(take()).toBe('\nnext\nand next\nlast\n')
    closeSync(end)
  })
})
