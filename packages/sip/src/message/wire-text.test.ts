import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeText,
  encodeText,
  flatten,
  oneLine,
  quote,
  UnsafeHeaderValue,
  unfold,
  unquote,
} from './wire-text.ts'

const printable = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\x00-\x1f\x7f]/g, ''))

describe('wire text', () => {
  it('real text survives the wire', () => {
    fc.assert(fc.property(printable, (text) => decodeText(encodeText(text)) === text.toWellFormed()))
  })

  it('quoting is undone by unquoting', () => {
    fc.assert(fc.property(printable, (text) => unquote(quote(text)) === text.toWellFormed()))
  })

  it('a quoted text never leaves its line', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[\r\n\0]/.test(quote(text))))
  })

  it('control characters of a peer are shown as spaces', () => {
    expect(unquote('"a\\\x00b\x07"')).toBe('a b ')
  })

  it('folds and bare breaks become one space', () => {
    expect(unfold('a \r\n\t b\r\n c\rd')).toBe('a b c d')
  })

  it('a flattened text is the same text', () => {
    fc.assert(fc.property(fc.string(), (text) => flatten(text) === text))
  })

  it.each(['a\r\nX: y', 'a\rb', 'a\nb', 'a\0', 'Łukasz'])('refuses %j as a line', (text) => {
    expect(() => oneLine(text)).toThrow(UnsafeHeaderValue)
  })
})
