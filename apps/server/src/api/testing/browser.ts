/** A browser as the API sees it: keeps cookies, names the origin of the page that asks. */
import type { Method } from '@mainline/contract'
import type { FastifyInstance } from 'fastify'
import { type Answer, type CallParts, callAs, testOrigin } from './test-api.ts'

export class Browser {
  readonly #app: FastifyInstance
  /** Of the page; undefined: no browser, but a program with a cookie. */
  origin: string | undefined
  /** Network address that it asks from. */
  address: string
  readonly cookies = new Map<string, string>()

  constructor(
    app: FastifyInstance,
    { origin = testOrigin, address = '127.0.0.1' }: { origin?: string; address?: string } = {},
  ) {
    this.#app = app
    this.origin = origin
    this.address = address
  }

  /** Calls a method; the answer is held to the contract, its cookies are kept. */
  async call<M extends Method>(method: M, parts: CallParts<M> = {}): Promise<Answer<M>> {
    const answer = await callAs(this.#app, method, {
      ...parts,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(this.origin !== undefined && { origin: this.origin }),
        'x-forwarded-for': this.address,
        ...parts.headers,
      },
    })
    this.keep(answer.headers['set-cookie'])
    return answer
  }

  /** The code of a call that must be refused. */
  async refusal<M extends Method>(method: M, parts?: CallParts<M>): Promise<string> {
    const { error, status } = await this.call(method, parts)
    return error?.code ?? `answered ${status}`
  }

  /** Takes cookies from an answer (RFC 6265 §5.3). */
  keep(setCookie: unknown): void {
    for (const line of [setCookie].flat()) {
      if (typeof line !== 'string') continue
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}
