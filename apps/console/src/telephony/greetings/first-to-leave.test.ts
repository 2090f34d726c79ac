import { expect, it } from 'vitest'
import { firstToLeave } from './first-to-leave.ts'

it.each([
  ['none has an end', [{ text: 'Do not give out mobile numbers.' }], undefined],
  [
    'the one that ends first, wherever it stands',
    [{ text: 'Stays.' }, { text: 'Later', expiresAt: 20 }, { text: ' Soon ', expiresAt: 10 }],
    { text: 'Soon', at: 10 },
  ],
  [
    'one that is still empty is none',
    [
      { text: ' ', expiresAt: 5 },
      { text: 'Later', expiresAt: 20 },
    ],
    { text: 'Later', at: 20 },
  ],
  [
    'a long one by its beginning',
    [{ text: 'Imogen is in court until Thursday: put her calls to Rafe.', expiresAt: 10 }],
    { text: 'Imogen is in court until Thurs…', at: 10 },
  ],
])('of the comments: %s', (_, comments, first) => {
  expect(firstToLeave(comments)).toEqual(first)
})
