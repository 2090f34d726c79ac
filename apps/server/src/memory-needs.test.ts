/** A server that has too little memory ends with words: it was killed in the middle of its start, again and again. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { lackOfMemory } from './memory-needs.ts'

const MIB = 1024 ** 2
const unlimited = { options: [], limit: 2 ** 64, embedded: true }

it.each([
  ['48', '--max-old-space-size=48'],
  ['63, after another', '--max-old-space-size=400 --max_old_space_size=63'],
  ['in two words', '--max-old-space-size 48'],
])('a heap of %s is too small', (_, options) => {
  expect(lackOfMemory({ ...unlimited, options: options.split(' ') })).toMatch(
    /^its heap may hold (48|63) MiB \(--max-old-space-size, as in NODE_OPTIONS\), and it needs at least 64 MiB\. /,
  )
})

it.each([
  ['no option', ''],
  ['just enough', '--max-old-space-size=64'],
  ['what counts is the last', '--max-old-space-size=48 --max-old-space-size=64'],
  ['0: as if it were not given', '--max-old-space-size=0'],
  ['another option', '--max-semi-space-size=1'],
])('a heap of enough: %s', (_, options) => {
  expect(lackOfMemory({ ...unlimited, options: options.split(' ') })).toBeUndefined()
})

it.each([
  [
    255,
    false,
    'it may use 255 MiB of memory (limit of the container or service), and it needs at least 304 MiB',
  ],
  [304, false, undefined],
  [304, true, 'it needs at least 368 MiB with the embedded database'],
  [368, true, undefined],
  [0, true, undefined],
])('a container of %i MiB; embedded database: %s', (mib, embedded, words) => {
  const lack = lackOfMemory({ options: [], limit: mib * MIB, embedded })
  if (words === undefined) expect(lack).toBeUndefined()
  else expect(lack).toContain(words)
})

it.each([16, 48])('the process says so itself, with a heap of %i MiB', (mib) => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const env = { ...process.env, NODE_OPTIONS: `--max-old-space-size=${mib}`, MAINLINE_RTP_PORTS: 'none' }
  const { status, stderr } = spawnSync(process.execPath, [main], { env, encoding: 'utf8', timeout: 20_000 })
  expect(stderr).toBe(
    `Mainline cannot start: ${lackOfMemory({ ...unlimited, options: [env.NODE_OPTIONS] })}\n`,
  )
  expect(status).toBe(2)
})
