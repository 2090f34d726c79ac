import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeText,
  encodeText,
  flatten,
  oneLine,
  onlyBytes,
  quote,
  staysInLine,
  UnsafeHeaderValue,
  unfold,
  unquote,
  wireForm,
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

  it.each(['a\r\nX: y', 'a\rb', 'a\nb'])('%j does not stay in its line', (text) => {
    expect(() => staysInLine(text, 'From')).toThrow(UnsafeHeaderValue)
  })

  it('a NUL that a peer may send stays in its line', () => {
    expect(() => staysInLine('"a\\\0b"', 'From')).not.toThrow()
  })

  it.each(['Łukasz', '\u010d\u010aEvil: yes'])('%j is no bytes', (text) => {
    expect(() => onlyBytes(text)).toThrow(UnsafeHeaderValue)
  })

  it.each([
    ['ASCII', 'Main', 'Main'],
    ['real text within latin1', 'Müller', encodeText('Müller')],
    ['real text beyond latin1', 'Řehoř č\u010a', encodeText('Řehoř č\u010a')],
    ['wire text', encodeText('Müller'), encodeText('Müller')],
  ])('%s as UTF-8', (_, text, wire) => {
    expect(wireForm(text)).toBe(wire)
  })

  it('any text in its wire form is UTF-8, and bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = Buffer.from(onlyBytes(wireForm(text)), 'latin1')
        return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)
      }),
    )
  })
})
