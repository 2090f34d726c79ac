/** Every prompt that can be asked for is there, in every language that is spoken (C10, C14). */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import {
  type SpokenLanguage,
  sayNumber,
  sayWhen,
  sayYear,
  spokenLanguages,
  type Utterance,
} from '@mainline/pbx'
import { describe, expect, it } from 'vitest'

const folder = new URL('../../../media/prompts/', import.meta.url)
const sources = ['../../../pbx/src/portal/', '../commands/'].map((path) => new URL(path, import.meta.url))

describe.each(spokenLanguages)('prompts in %s', (language) => {
  const texts: Record<string, string> = JSON.parse(
    readFileSync(new URL(`${language}/prompts.json`, folder), 'utf8'),
  )
  const isThere = (name: string) => existsSync(new URL(`${language}/${name}.wav`, folder))

  it('each text has its audio, each audio its text', () => {
    expect(Object.keys(texts).filter((name) => !isThere(name))).toEqual([])
    const files = readdirSync(new URL(`${language}/`, folder)).filter((name) => name.endsWith('.wav'))
    expect(files.map((name) => name.slice(0, -4)).filter((name) => texts[name] === undefined)).toEqual([])
  })

  it('each number, year, day and time of day', () => {
    const names = new Set(everything(language).flatMap((what) => ('prompt' in what ? what.prompt : [])))
    expect(names.size).toBeGreaterThan(150)
    expect([...names].filter((name) => !isThere(name))).toEqual([])
  })

  it('each that the portal and the commands name', () => {
    const names = sources.flatMap(namesIn)
    expect(names).toContain('enter-mailbox')
    expect(names).toContain('leave-message-after-tone')
    expect(names.filter((name) => !isThere(name))).toEqual([])
  })
})

function everything(language: SpokenLanguage): Utterance[] {
  const now = Date.parse('2026-12-31T23:59:00Z')
  const listener = { language, zone: 'UTC', now }
  return [
    ...Array.from({ length: 1000 }, (_, count) => sayNumber(count, language)),
    ...Array.from({ length: 100 }, (_, year) => sayYear(2000 + year, language)),
    ...Array.from({ length: 400 }, (_, day) => sayWhen(now - day * 86_400_000, listener)),
    ...Array.from({ length: 1440 }, (_, minute) => sayWhen(now - minute * 60_000, listener)),
  ].flat()
}

/** What stands in calls of `prompts(…)` and in `{ prompt: … }`. */
function namesIn(of: URL): string[] {
  const files = readdirSync(of).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return files.flatMap((name) => {
    const text = readFileSync(new URL(name, of), 'utf8')
    const calls = [...text.matchAll(/prompts\(([^()]*(?:\([^()]*\))?[^()]*)\)|prompt: ('[a-z0-9-]+')/g)]
    return calls.flatMap(([, call = '', one = '']) =>
      [...`${call} ${one}`.matchAll(/'([a-z0-9-]+)'/g)].flatMap(([, quoted]) =>
        quoted === undefined || quoted === 'deleted' ? [] : quoted,
      ),
    )
  })
}
