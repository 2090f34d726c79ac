/** People who sign in on a server as in a browser: invited, a password chosen, the session kept as cookies. */
import { ApiClient } from './api-client.ts'
import type { ServerFixture } from './server-fixture.ts'

const PASSWORD = 'an old oak by the harbour'

export interface Invitation {
  readonly name: string
  readonly email: string
  readonly role: string
  readonly operatorId: string
  readonly siteIds?: readonly string[]
}

/** Invites somebody by a server that sends no mail, and signs in for them. @returns the API as they may use it */
export async function signInSomebody(
  server: Pick<ServerFixture, 'api' | 'url'>,
  who: Invitation,
): Promise<ApiClient> {
  const { link } = await server.api.post<{ link: string | null }>('/invitations', who)
  const token = /[\w-]{20,}$/.exec(link ?? '')?.[0]
  if (token === undefined) throw new Error(`the invitation has no link that opens anything: ${link}`)
  await post(server.url, '/accept-invitation', { token, password: PASSWORD })
  const signedIn = await post(server.url, '/sign-in', { email: who.email, password: PASSWORD })
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return new ApiClient(server.url, { cookies: cookies.join('; ') })
}

async function post(url: string, path: string, body: object): Promise<Response> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
  return response
}
