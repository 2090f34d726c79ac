/** Both languages are complete: every text of the console has its German, with the same placeholders. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Entry {
  readonly id: string
  readonly text: string
}

/** The entries of a PO file in use (obsolete ones begin with `#~`). */
function read(locale: string): readonly Entry[] {
  const blocks = readFileSync(new URL(`${locale}.po`, import.meta.url), 'utf8')
    .split('\n\n')
    .slice(1)
  return blocks.flatMap((block) => {
    const [, id, text] = /^msgid ((?:".*"\n?)+)msgstr ((?:".*"\n?)+)/m.exec(block) ?? []
    return id && text ? [{ id: unquoted(id), text: unquoted(text) }] : []
  })
}

const unquoted = (lines: string): string =>
  lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .join('')

/** `{0}`, `{name}`, `<0>`: what a translation must keep. */
const placeholders = (text: string): string[] =>
  [...new Set(text.match(/\{\w+\}|\{\w+, plural|<\/?\d+>/g))].sort()

describe('the German of the console', () => {
  const german = read('de')

  it('has as many texts as the English', () => {
    expect(german.length).toBe(read('en').length)
    expect(german.length).toBeGreaterThan(400)
  })

  it('leaves none untranslated', () => {
    expect(german.filter(({ text }) => text === '').map(({ id }) => id)).toEqual([])
  })

  it('keeps every placeholder', () => {
    for (const { id, text } of german) expect(placeholders(text), id).toEqual(placeholders(id))
  })
})
