import { describe, expect, it } from 'vitest'
import { providerToken } from './authenticator.ts'

describe('the token of the provider', () => {
  const holds = providerToken('the-right-token')
  it.each([
    ['the token', 'Bearer the-right-token', true],
    ['the scheme in any case', 'bEARER the-right-token', true],
    ['several spaces', 'Bearer   the-right-token ', true],
    ['no header', undefined, false],
    ['an empty header', '', false],
    ['no scheme', 'the-right-token', false],
    ['a beginning of the token', 'Bearer the-right', false],
    ['more than the token', 'Bearer the-right-token-and-more', false],
    ['another case', 'Bearer THE-RIGHT-TOKEN', false],
  ])('%s', async (_, authorization, admitted) => {
    const header = (name: string) => (name === 'authorization' ? authorization : undefined)
    const principal = await holds({ header })
    expect(principal?.role).toBe(admitted ? 'provider-admin' : undefined)
  })
})
