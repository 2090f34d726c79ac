/** What the sign-in library is told of a request: its cookies, browser and network address, nothing else. */
import type { RequestFacts } from '../http/handler.ts'
import { addressHeader } from './sign-in-library.ts'

export function libraryHeaders({ header, address }: RequestFacts): Headers {
  const headers = new Headers({ [addressHeader]: address })
  for (const name of ['cookie', 'user-agent']) {
    const value = header(name)
    if (value !== undefined) headers.set(name, value)
  }
  return headers
}

/** The same without a session: somebody signs in anew. */
export function headersWithoutSession(facts: RequestFacts): Headers {
  const headers = libraryHeaders(facts)
  const others = (headers.get('cookie') ?? '').split(';').filter((pair) => !pair.includes('session_token='))
  headers.set('cookie', others.join(';'))
  return headers
}
