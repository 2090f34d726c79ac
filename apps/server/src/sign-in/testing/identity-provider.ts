/** A small identity provider for tests: discovery, authorization, tokens and keys (OpenID Connect Core 1.0 §3.1). */
import { createHash, type createPrivateKey, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Who signs in there, and what the provider says wrongly. */
export interface Visitor {
  readonly subject: string
  readonly email: string
  readonly emailVerified?: boolean
  /** Claims that replace the right ones, such as a foreign `aud` or `nonce`. */
  readonly claims?: Record<string, unknown>
  /** Signs with a key that it does not publish. */
  readonly forged?: boolean
}

export interface IdentityProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who signs in next. */
  visitor: Visitor
  /** Does what a browser does at the provider. @returns where it is sent back to */
  visit(authorizationUrl: string): Promise<URL>
  close(): Promise<void>
}

interface Grant {
  readonly challenge: string
  readonly redirectUri: string
  readonly nonce: string | null
  readonly visitor: Visitor
}

const published = generateKeyPairSync('rsa', { modulusLength: 2048 })
const secretKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

export async function openIdentityProvider(): Promise<IdentityProvider> {
  const grants = new Map<string, Grant>()
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: IdentityProvider = {
    issuer,
    clientId: 'mainline',
    clientSecret: 'secret-of-the-client',
    visitor: { subject: 'nobody', email: 'nobody@nowhere.example' },
    async visit(authorizationUrl) {
      const answer = await fetch(authorizationUrl, { redirect: 'manual' })
      return new URL(answer.headers.get('location') ?? '')
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/.well-known/openid-configuration') return json(response, discovery(issuer))
    if (url.pathname === '/keys') return json(response, { keys: [publicKey()] })
    if (url.pathname === '/authorize') return authorize(url, response)
    if (url.pathname === '/token') return token(await bodyOf(request), request, response)
    response.writeHead(404).end()
  }

  function authorize({ searchParams }: URL, response: ServerResponse): void {
    const code = randomBytes(16).toString('hex')
    const redirectUri = searchParams.get('redirect_uri') ?? ''
    grants.set(code, {
      challenge: searchParams.get('code_challenge') ?? '',
      redirectUri,
      nonce: searchParams.get('nonce'),
      visitor: provider.visitor,
    })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', searchParams.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  }

  function token(body: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
    const grant = grants.get(body.get('code') ?? '')
    grants.delete(body.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    const right =
      grant !== undefined &&
      grant.challenge === challenge &&
      grant.redirectUri === body.get('redirect_uri') &&
      knowsSecret(body, request)
    if (!right) json(response, { error: 'invalid_grant' }, 400)
    else
      json(response, {
        access_token: randomBytes(16).toString('hex'),
        token_type: 'Bearer',
        expires_in: 300,
        id_token: idToken(grant),
      })
  }

  const knowsSecret = (body: URLSearchParams, { headers }: IncomingMessage): boolean =>
    body.get('client_secret') === provider.clientSecret ||
    headers.authorization ===
      `Basic ${Buffer.from(`${provider.clientId}:${provider.clientSecret}`).toString('base64')}`

  function idToken({ visitor, nonce }: Grant): string {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      aud: provider.clientId,
      sub: visitor.subject,
      email: visitor.email,
      email_verified: visitor.emailVerified ?? true,
      name: 'As the provider says',
      iat: now,
      exp: now + 300,
      ...(nonce !== null && { nonce }),
      ...visitor.claims,
    }
    return signed(claims, visitor.forged ? secretKey : published.privateKey)
  }

  return provider
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})

const publicKey = () => ({
  ...published.publicKey.export({ format: 'jwk' }),
  kid: 'one',
  use: 'sig',
  alg: 'RS256',
})

/** A JWS in compact form (RFC 7515 §3.1). */
function signed(claims: object, key: ReturnType<typeof createPrivateKey>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += chunk
  return new URLSearchParams(text)
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
