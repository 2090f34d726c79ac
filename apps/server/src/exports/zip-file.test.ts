/** The archive as a program that nobody here wrote reads it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { zipOf } from './zip-file.ts'

async function* parts() {
  yield { name: 'index.csv', bytes: Buffer.from('a,b\n'), at: Date.UTC(2026, 10, 24, 9) }
  yield { name: 'messages/Grüße.wav', bytes: Buffer.alloc(100_000, 7), at: 0 }
  yield { name: 'empty', bytes: Buffer.alloc(0), at: Date.UTC(2026, 0) }
}

async function collected(): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of zipOf(parts())) pieces.push(piece)
  return Buffer.concat(pieces)
}

const read = `
import sys, zipfile, json
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps([[i.filename, i.file_size, list(i.date_time)] for i in z.infolist()]))`

it('holds each part with its name, its time, and a checksum that is right', async ({ skip }) => {
  const file = join(mkdtempSync(join(tmpdir(), 'zip-')), 'mailbox.zip')
  writeFileSync(file, await collected())
  try {
    execFileSync('python3', ['--version'])
  } catch {
    skip('there is no python3 to read it')
  }
  expect(JSON.parse(execFileSync('python3', ['-c', read, file], { encoding: 'utf8' }))).toEqual([
    ['index.csv', 4, [2026, 11, 24, 9, 0, 0]],
    ['messages/Grüße.wav', 100_000, [1980, 1, 1, 0, 0, 0]],
    ['empty', 0, [2026, 1, 1, 0, 0, 0]],
  ])
})
