import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { answerToArguments } from './command-line.ts'

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))

it.each([
  [['--help'], 0, 'docs/configuration.md'],
  [['-h'], 0, `Mainline ${version}`],
  [['--version'], 0, `${version}\n`],
  [['--port=80'], 2, 'it takes no arguments, such as --port=80'],
])('%s', (given, status, words) => {
  expect(answerToArguments(given)).toEqual({ status, words: expect.stringContaining(words) })
})

it('starts without any', () => {
  expect(answerToArguments([])).toBeUndefined()
})
