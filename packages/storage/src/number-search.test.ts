/** What people type, and the patterns that it stands for. */
import { expect, it } from 'vitest'
import { readSearch } from './number-search.ts'

it.each([
  ['a run of digits', '0100', ['%0100%']],
  ['a run that begins otherwise', '79460', ['%79460%']],
  ['the number as it is written', '+44 20 7946-0100', ['%+442079460100%']],
  ['a zero in brackets', '+44 (0)20 7946 0100', ['%+442079460100%']],
  ['as it is dialled in the country', '020 7946', ['%0207946%']],
  ['as it is dialled from another', '0044 20', ['%004420%', '+4420%']],
  ['a label', 'Front Desk', ['%front desk%']],
  ['a label that begins with a digit', '2nd floor', ['%2nd floor%']],
  ['two letters', 'HR', ['% hr%']],
  ['signs of the pattern language', '50%_\\ off', ['%50\\%\\_\\\\ off%']],
  ['nothing to look for', '%', []],
])('reads %s', (_, typed, patterns) => {
  expect(readSearch(typed).patterns).toEqual(patterns)
})

it('knows what is too short for the index', () => {
  expect(['7', '79', '794', 'HR', 'Äöü'].map((typed) => readSearch(typed).indexed)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ])
})
