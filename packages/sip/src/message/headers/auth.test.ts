import { describe, expect, it } from 'vitest'
import { parseAuth, writeChallenge, writeCredentials } from './auth.ts'

describe('authentication headers', () => {
  it('a challenge comes back as it was written', () => {
    const challenge = {
      realm: 'a "b" ü',
      nonce: 'n=',
      algorithm: 'SHA-256',
      opaque: 'o',
      qop: 'auth',
      stale: true,
      domain: 'sip:x',
    }
    const parsed = parseAuth(writeChallenge(challenge))
    expect(parsed?.scheme).toBe('Digest')
    expect(Object.fromEntries(parsed?.params ?? [])).toEqual({ ...challenge, stale: 'true' })
  })

  it('credentials come back as they were written', () => {
    const credentials = {
      ...{ username: 'u', realm: 'r', nonce: 'n', uri: 'sip:a@b,c', response: 'ff', algorithm: 'MD5' },
      ...{ cnonce: 'c', opaque: 'o', qop: 'auth', nc: '00000001' },
    }
    const text = writeCredentials(credentials)
    expect(Object.fromEntries(parseAuth(text)?.params ?? [])).toEqual(credentials)
    expect(text).toContain('nc=00000001')
    expect(text).toContain('qop=auth')
  })

  it.each([
    ['names in any case, blanks', 'digest  REALM = "x" ,nonce="y"', { realm: 'x', nonce: 'y' }],
    ['a slash in an unquoted value', 'Digest uri=sip:a@b/c, x=1', { uri: 'sip:a@b/c', x: '1' }],
    ['no parameters', 'Digest', {}],
    ['an opaque token of another scheme', 'Bearer abc.def/ghi', {}],
  ])('reads %s', (_, text, params) => {
    expect(Object.fromEntries(parseAuth(text)?.params ?? [['refused', '']])).toEqual(params)
  })

  it.each([
    '',
    'Digest realm="x',
    'Digest realm',
    'Digest realm=',
    'Digest a=1 b=2',
    'Digest a=1, a=2',
    '"Digest" a=1',
  ])('refuses %j', (text) => expect(parseAuth(text)).toBeUndefined())
})
