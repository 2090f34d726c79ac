import { defaultStringifySearch } from '@tanstack/react-router'
import { expect, it } from 'vitest'
import { parseSearch } from './parse-search.ts'

it.each([
  ['digits that somebody typed', '?search=46072', { search: '46072' }],
  ['digits as the router writes them', defaultStringifySearch({ search: '46072' }), { search: '46072' }],
  ['a number', '?search=%2B442079460100', { search: '+442079460100' }],
  ['a version', '?dialog=call-settings&version=3', { dialog: 'call-settings', version: 3 }],
  ['what is set', '?closed=true', { closed: true }],
  ['nothing', '', {}],
])('%s', (_, address, read) => {
  expect(parseSearch(address)).toEqual(read)
})
