import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UnsafeHeaderValue } from '../wire-text.ts'
import { parseAddressParametersAt, parseNameAddr, writeNameAddr } from './name-addr.ts'

describe('parseNameAddr', () => {
  it.each([
    ['addr-spec', 'sip:a@b', undefined, 'sip:a@b', undefined],
    ['addr-spec with tag', 'sip:a@b;tag=1', undefined, 'sip:a@b', '1'],
    ['addr-spec, blanks around the semicolon', 'sip:a@b  ; tag = 1 ', undefined, 'sip:a@b', '1'],
    ['brackets', '<sip:a@b;x>;tag=1', undefined, 'sip:a@b;x', '1'],
    ['quoted name', '"A, \\"B\\" <c>" <sip:a@b>;tag=1', 'A, "B" <c>', 'sip:a@b', '1'],
    ['token name', 'Main Desk <sip:a@b>', 'Main Desk', 'sip:a@b', undefined],
    ['comma in a name without quotes', 'Acme, Inc. <sip:a@b>;tag=1', 'Acme, Inc.', 'sip:a@b', '1'],
    ['empty quoted name', '"" <sip:a@b>', '', 'sip:a@b', undefined],
    ['UTF-8 name', Buffer.from('"Zoë" <sip:a@b>').toString('latin1'), 'Zoë', 'sip:a@b', undefined],
    [
      'UTF-8 name without quotes',
      Buffer.from('Zoë <sip:a@b>').toString('latin1'),
      'Zoë',
      'sip:a@b',
      undefined,
    ],
    ['bracket in a quoted parameter', 'sip:a@b;x="<y>";tag=2', undefined, 'sip:a@b', '2'],
    ['tag in capitals', '<sip:a@b>;TAG=Q', undefined, 'sip:a@b', 'Q'],
    ['telephone', '<tel:+44>;tag=1', undefined, 'tel:+44', '1'],
  ])('%s', (_, text, name, uri, tag) => {
    const parsed = parseNameAddr(text)
    expect([parsed?.displayName, parsed?.uriText, parsed?.tag]).toEqual([name, uri, tag])
    expect(parsed?.toString()).toBe(text)
    expect(parseAddressParametersAt(text, 0, text.length)).toEqual(parsed?.pairs)
  })

  it.each([
    ['nothing', ''],
    ['no URI', '"Name"'],
    ['open quote', '"Name <sip:a@b>'],
    ['open bracket', '<sip:a@b'],
    ['blank in brackets', '< sip:a@b >'],
    ['two addresses', 'A <sip:a@b>, B <sip:c@d>'],
    ['semicolon in a bare name', 'A;B <sip:a@b>'],
    ['words behind', '<sip:a@b> words'],
    ['empty parameter', '<sip:a@b>;;tag=1'],
    ['parameter without value', '<sip:a@b>;tag='],
    ['two tags', '<sip:a@b>;tag=1;tag=2'],
    ['question mark without brackets', 'sip:a@b?x=y'],
    ['comma without brackets', 'sip:a,b@c'],
    ['open quoted parameter', '<sip:a@b>;x="y'],
  ])('refuses %s', (_, text) => {
    expect(parseNameAddr(text)).toBeUndefined()
  })
})

describe('parseAddressParametersAt', () => {
  it('reads of every address what parseNameAddr does', () => {
    const piece = fc.constantFrom(
      '"A <b>; "',
      'Desk ',
      '<',
      '>',
      'sip:a@b',
      ';',
      'tag=1',
      ';x',
      '="<y>"',
      ' ',
      '?',
      ',',
      '"',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        const parsed = parseNameAddr(text)
        if (parsed) expect(parseAddressParametersAt(text, 0, text.length)).toEqual(parsed.pairs)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['no URI', '"Name"'],
    ['open bracket', '<sip:a@b;tag=1'],
    ['words behind', '<sip:a@b> words'],
    ['two tags', '<sip:a@b>;tag=1;tag=2'],
  ])('refuses %s', (_, text) => {
    expect(parseAddressParametersAt(text, 0, text.length)).toBeUndefined()
  })
})

describe('writeNameAddr', () => {
  it('any display name comes back as it was', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((text) => text.replace(/[\x00-\x1f\x7f]/g, '').toWellFormed())
    fc.assert(
      fc.property(
        name,
        (text) => (parseNameAddr(writeNameAddr(text, 'sip:a@b'))?.displayName ?? '') === text,
      ),
    )
  })

  it.each(['sip:a@b>', 'sip:a@b\r\nX: y'])('a URI may not break out: %j', (uri) => {
    expect(() => writeNameAddr('x', uri)).toThrow(UnsafeHeaderValue)
  })
})
