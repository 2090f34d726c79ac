/** What a handler is: a method of the contract and the function that answers it. */
import type { Readable } from 'node:stream'
import type { Method, MethodInput, MethodOutput, Principal } from '@mainline/contract'
import type { Db } from '@mainline/storage'
import type { Refused } from '../errors.ts'

/** What a handler may know of the request besides its checked parts. */
export interface RequestFacts {
  /** Who asks. */
  readonly principal: Principal
  /** The database as the principal sees it: what is foreign does not exist there. */
  readonly db: Db
  /** Only the head of the answer was asked for (RFC 9110 §9.3.2): nothing of it is read or heard. */
  readonly headOnly: boolean
  /** Network address of the client. */
  readonly address: string
  /** For an answer that goes on: whether whoever asked may still do the same as when it began. */
  isStillAllowed(): Promise<boolean>
  /** Value of a header in lower case. */
  header(name: string): string | undefined
}

/** An answer that is not JSON. */
export class Content {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number | string[]>>
  readonly body: Readable | string
  constructor(status: number, headers: Content['headers'], body: Content['body']) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** An answer that also sets cookies. */
export class WithCookies<Output> {
  readonly output: Output
  /** Values of Set-Cookie (RFC 6265 §4.1). */
  readonly cookies: readonly string[]
  constructor(output: Output, cookies: readonly string[]) {
    this.output = output
    this.cookies = cookies
  }
}

export type Handler<M extends Method> = (
  input: MethodInput<M>,
  facts: RequestFacts,
) => Promise<MethodOutput<M> | WithCookies<MethodOutput<M>> | Refused | Content>

/** A method with its handler, the types of both forgotten. */
export interface Route {
  readonly method: Method
  readonly handle: (input: never, facts: RequestFacts) => Promise<unknown>
}

/** Pairs a method with its handler. */
export const on = <M extends Method>(method: M, handle: Handler<M>): Route => ({ method, handle })
