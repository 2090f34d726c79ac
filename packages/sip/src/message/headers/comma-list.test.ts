import { describe, expect, it } from 'vitest'
import { splitCommaList } from './comma-list.ts'

describe('splitCommaList', () => {
  it.each([
    ['one', 'a', ['a']],
    ['three, blanks trimmed', ' a ,b,  c ', ['a', 'b', 'c']],
    ['comma in quotes', '"a,b" <sip:c>, d', ['"a,b" <sip:c>', 'd']],
    ['escaped quote in quotes', '"a\\",b", c', ['"a\\",b"', 'c']],
    ['comma in brackets', '<sip:a,b@c>,<sip:d>', ['<sip:a,b@c>', '<sip:d>']],
    ['empty elements stay', 'a,,b,', ['a', '', 'b', '']],
    ['open quote takes the rest', 'a,"b,c', ['a', '"b,c']],
    ['open bracket takes the rest', 'a,<b,c', ['a', '<b,c']],
    ['nothing', '', ['']],
  ])('%s', (_, text, elements) => {
    expect(splitCommaList(text)).toEqual(elements)
  })
})
