import { describe, expect, it } from 'vitest'
import { HeaderId, headerIdAt, headerIdOf, headerNameOf, isListHeader } from './header-name.ts'

describe('header names', () => {
  it.each([
    ['v', 'Via'],
    ['f', 'From'],
    ['t', 'To'],
    ['i', 'Call-ID'],
    ['m', 'Contact'],
    ['l', 'Content-Length'],
    ['c', 'Content-Type'],
    ['k', 'Supported'],
    ['e', 'Content-Encoding'],
    ['s', 'Subject'],
    ['o', 'Event'],
    ['u', 'Allow-Events'],
    ['r', 'Refer-To'],
    ['b', 'Referred-By'],
    ['x', 'Session-Expires'],
  ])('%s is %s', (compact, long) => {
    const id = headerIdOf(long)
    expect(id).toBeGreaterThan(0)
    expect(headerNameOf(id)).toBe(long)
    for (const spelling of [compact, compact.toUpperCase(), long, long.toLowerCase(), long.toUpperCase()]) {
      expect(headerIdOf(spelling)).toBe(id)
      expect(headerIdAt(`xx${spelling}:`, 2, 2 + spelling.length)).toBe(id)
    }
  })

  it.each(['X-Mine', 'Vib', 'Fro', 'Call_ID', '__proto__', 'constructor', 'Call\rID'])(
    '%j is unknown',
    (name) => {
      expect(headerIdOf(name)).toBe(HeaderId.Unknown)
      expect(headerIdAt(name, 0, name.length)).toBe(HeaderId.Unknown)
    },
  )

  it('dates and credentials are no lists', () => {
    for (const name of [
      'Date',
      'Authorization',
      'WWW-Authenticate',
      'Proxy-Authenticate',
      'Proxy-Authorization',
    ]) {
      expect(isListHeader(headerIdOf(name))).toBe(false)
    }
    expect(isListHeader(HeaderId.Via)).toBe(true)
  })
})
