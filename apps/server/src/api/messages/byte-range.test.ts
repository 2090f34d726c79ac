import { describe, expect, it } from 'vitest'
import { byteRange } from './byte-range.ts'

describe('a range of 100 bytes', () => {
  it.each([
    ['no header', undefined, 'all'],
    ['first and last', 'bytes=10-19', { first: 10, last: 19 }],
    ['from a place on', 'bytes=90-', { first: 90, last: 99 }],
    ['beyond the end', 'bytes=90-1000', { first: 90, last: 99 }],
    ['the last ones', 'bytes=-10', { first: 90, last: 99 }],
    ['more of the last than there are', 'bytes=-1000', { first: 0, last: 99 }],
    ['everything', 'bytes=0-', { first: 0, last: 99 }],
    ['behind the end', 'bytes=100-', 'unsatisfiable'],
    ['none of the last', 'bytes=-0', 'unsatisfiable'],
    ['backwards', 'bytes=20-10', 'all'],
    ['another unit', 'seconds=1-2', 'all'],
    ['several ranges', 'bytes=0-1,5-6', 'all'],
    ['nothing', 'bytes=-', 'all'],
    ['words', 'bytes=a-b', 'all'],
  ])('%s', (_, header, range) => {
    expect(byteRange(header, 100)).toEqual(range)
  })

  it('of an empty recording is never satisfiable', () => {
    expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable')
    expect(byteRange('bytes=-5', 0)).toBe('unsatisfiable')
  })
})
