import { expect, it } from 'vitest'
import { whatIsUnfit } from './fit-server.ts'

const nothingMissing = { database: 'calls', user: 'maya', withoutRights: [], notGranted: [] }

it.each([
  [
    'an old PostgreSQL',
    { version: 140_012, encoding: 'UTF8' },
    'its PostgreSQL is of version 14, and 15 is the oldest',
  ],
  ['bytes for text', { version: 170_002, encoding: 'SQL_ASCII' }, 'calls keeps text as SQL_ASCII'],
  ['letters of some languages', { version: 170_002, encoding: 'LATIN1' }, 'calls keeps text as LATIN1'],
])('%s is refused', (_, server, words) => {
  expect(whatIsUnfit({ ...nothingMissing, ...server })).toContain(words)
})

it('the oldest that holds everything is fit', () => {
  expect(whatIsUnfit({ ...nothingMissing, version: 150_000, encoding: 'UTF8' })).toBeUndefined()
})
