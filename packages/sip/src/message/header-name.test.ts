import { describe, expect, it } from 'vitest'
import { HeaderId, headerIdOf, headerNameAt, headerNameOf, isListHeader } from './header-name.ts'

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
      expect(headerNameAt(`xx${spelling}:`, 2, spelling.length + 3)).toBe((spelling.length << 8) | id)
    }
  })

  it.each(['X-Mine', 'Vib', 'Fro', 'Call_ID', '__proto__', 'constructor', 'Call\rID'])(
    '%j is unknown',
    (name) => {
      expect(headerIdOf(name)).toBe(HeaderId.Unknown)
      const spelled = headerNameAt(`${name}:`, 0, name.length + 1)
      expect(spelled === name.length << 8 || spelled >> 8 < name.length).toBe(true)
    },
  )

  it('the beginning of a name is none, and a longer name is another', () => {
    expect(headerNameAt('Contac:', 0, 7)).toBe(6 << 8)
    expect(headerNameAt('Contacts:', 0, 9)).toBe((7 << 8) | HeaderId.Contact)
    expect(headerNameAt('Via', 0, 2)).toBe(2 << 8)
  })

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
