import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bencodable, bdecode, bencode } from './bencode.ts'

const decode = (text: string) => bdecode(Buffer.from(text, 'latin1'))

const value = fc.letrec<{ value: Bencodable }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value

describe('bencoding', () => {
  it('reads what it has written', () => {
    fc.assert(
      fc.property(value, (written) => {
        // Dictionaries that are read have no prototype.
        expect(JSON.stringify(decode8(bencode(written)))).toBe(JSON.stringify(plain(written)))
      }),
    )
  })

  it('reads nothing twice: what begins with a value and goes on is none', () => {
    fc.assert(
      fc.property(value, fc.string({ minLength: 1 }), (written, more) => {
        expect(decode8(bencode(written) + more)).toBeUndefined()
      }),
    )
  })

  it('never throws, however it is cut or changed', () => {
    fc.assert(
      fc.property(value, fc.nat(), fc.nat(255), (written, at, byte) => {
        const bytes = Buffer.from(bencode(written))
        const place = at % bytes.length
        expect(bdecode(bytes.subarray(0, place))).toBeUndefined()
        bytes[place] = byte
        expect(() => bdecode(bytes)).not.toThrow()
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => bdecode(Buffer.from(bytes))).not.toThrow()
      }),
    )
  })

  it('leaves out what is undefined', () => {
    expect(bencode({ command: 'ping', sdp: undefined })).toBe('d7:command4:pinge')
  })

  it('takes a key for itself, whatever it means to objects', () => {
    const words = decode('d9:__proto__i1e11:constructori2ee')
    expect(Object.entries(words ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ])
  })

  it.each([
    ['nothing', ''],
    ['a string that is longer than there are bytes', '5:four'],
    ['a length with a zero before it', '04:four'],
    ['a negative length', '-1:'],
    ['a length that no memory has', '99999999999999999999:x'],
    ['a length without its string', '4'],
    ['no digits', 'ie'],
    ['a number with a zero before it', 'i01e'],
    ['minus nothing', 'i-0e'],
    ['a sign alone', 'i-e'],
    ['a number that is none', 'i1.5e'],
    ['more digits than a number can hold', 'i1234567890123456e'],
    ['a number without an end', 'i1'],
    ['a list without an end', 'l1:a'],
    ['a dictionary without an end', 'd1:ai1e'],
    ['a key without a value', 'd1:ae'],
    ['a key that is no string', 'di1ei2ee'],
    ['something of no kind', 'x'],
    ['lists deeper than any reply', `${'l'.repeat(1000)}${'e'.repeat(1000)}`],
  ])('%s is no value', (_, text) => expect(decode(text)).toBeUndefined())
})

const decode8 = (text: string) => bdecode(Buffer.from(text, 'utf8'))

/** Minus zero has no spelling of its own. */
function plain(written: Bencodable): unknown {
  return JSON.parse(JSON.stringify(written))
}
