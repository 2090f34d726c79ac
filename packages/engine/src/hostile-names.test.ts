/** What a hostile message may put where names and numbers are read (RFC 4475 §3.1.1.4): never a NUL for the database. */
import { parseText, type SipRequest } from '@mainline/sip'
import { describe, expect, it } from 'vitest'
import { callingUser, registeringUser } from './authentication.ts'
import { userOf } from './called-number.ts'
import { readCallerIdentity } from './caller-identity.ts'

function request(user: string, displayName = '"Maya"'): SipRequest {
  const message = parseText(
    [
      `REGISTER sip:${user}@site.example SIP/2.0`,
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
      `From: ${displayName} <sip:${user}@site.example>;tag=1`,
      `To: <sip:${user}@site.example>`,
      'Call-ID: 1',
      'CSeq: 1 REGISTER',
      '',
      '',
    ].join('\r\n'),
  )
  if (message.kind !== 'request') throw new Error('not a request')
  return message
}

describe('names and numbers with control characters', () => {
  it('user null%00null -- nobody', () => {
    const hostile = request('null%00null')
    expect([registeringUser(hostile), callingUser(hostile)]).toEqual(['', ''])
  })

  it('user maya -- maya', () => {
    expect([registeringUser(request('maya')), callingUser(request('maya'))]).toEqual(['maya', 'maya'])
  })

  it('called number 020%00 7946%0a0001 -- its digits', () => {
    expect(userOf(request('020%00%207946%0a0001').uri)).toBe('02079460001')
  })

  it('display name with an escaped NUL -- a space in its place', () => {
    const hostile = request('+442079460999', '"Ma\\\0ya"')
    expect(readCallerIdentity(hostile, true, (text) => text).name).toBe('Ma ya')
  })

  it('display name that turns round, or is endless -- a line of it', () => {
    const nameOf = (name: string) =>
      readCallerIdentity(request('a', `"${Buffer.from(name).toString('latin1')}"`), true, () => undefined)
        .name
    expect(nameOf('Ma\u202eay')).toBe('Ma ay')
    expect(nameOf('x'.repeat(5_000))).toHaveLength(120)
  })
})
