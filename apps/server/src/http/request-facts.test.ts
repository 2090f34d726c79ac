import { expect, it } from 'vitest'
import { withoutSecrets } from './request-facts.ts'

it.each([
  ['an ordinary request', '/api/v1/sites?limit=10', '/api/v1/sites?limit=10'],
  [
    'the link of a letter',
    '/api/v1/message-links/019a0000-0000-7000-8000-00000000000c.mhy3k0ao.Zk3Lw0v8yq1u',
    '/api/v1/message-links/019a0000-0000-7000-8000-00000000000c…',
  ],
  ['a link to a card, and more', '/api/v1/card-links/019a.x.y?utm=1', '/api/v1/card-links/019a…?utm=1'],
  [
    'a sign-in elsewhere that comes back',
    '/api/v1/sign-in/oidc/callback?code=abc&state=def&iss=x',
    '/api/v1/sign-in/oidc/callback?code=…&state=…&iss=x',
  ],
])('%s', (_, url, told) => {
  expect(withoutSecrets(url)).toBe(told)
})
