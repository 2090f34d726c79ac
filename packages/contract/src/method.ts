/**
 * One HTTP method as data: where it is, what it takes, what it gives, how it refuses. Server, OpenAPI document and
 * typed clients all derive from these definitions; nothing about a method is written twice.
 */
import { z } from 'zod'
import type { Access } from './access.ts'
import type { ErrorCode } from './errors.ts'
import { strictly } from './strictly.ts'

/** The groups of methods: folders here, tags in the OpenAPI document. */
export type MethodGroup =
  | 'sites'
  | 'organizations'
  | 'numbers'
  | 'voice-services'
  | 'devices'
  | 'browser-phones'
  | 'call-settings'
  | 'hunt-members'
  | 'hours'
  | 'schedule'
  | 'trunks'
  | 'calls'
  | 'messages'
  | 'greetings'
  | 'preview'
  | 'dated-changes'
  | 'reception-cards'
  | 'reception'
  | 'pins'
  | 'main-number'
  | 'health'
  | 'engine'
  | 'events'
  | 'imports'
  | 'tokens'
  | 'audit'
  | 'sign-in'
  | 'users'
  | 'alerts'
  | 'reports'
  | 'webhooks'

/** A part that a method does not have. */
const nothing = z.undefined()
type Nothing = typeof nothing

/** One method. `Params`, `Query` and `Body` are `ZodUndefined` where there is none. */
export interface Method<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  /** `activate-number`: the name of its file, and the operationId. */
  readonly id: string
  readonly group: MethodGroup
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Complete path; parameters as `:numberId`. */
  readonly path: string
  readonly summary: string
  readonly description: string | undefined
  /** Who may call it (product §4). */
  readonly access: Access
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Media type of a body that is a file: its bytes are `body`, larger than JSON may be. */
  readonly bodyType: string
  /** Bytes of JSON that are read; undefined: what the server reads of any. */
  readonly largestBody: number | undefined
  /** Status of success. */
  readonly status: 200 | 201 | 204 | 302
  readonly response: Response
  /** Media type of a response that is not JSON. */
  readonly mediaType: string
  /** Refusals of its own, besides those that every method may give ({@link commonErrors}). */
  readonly errors: readonly ErrorCode[]
  readonly example: MethodExample<Params, Query, Body, Response>
}

/** A request that works and its answer; checked against the schemas by a test. */
export interface MethodExample<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
> {
  readonly params?: z.input<Params>
  readonly query?: z.input<Query>
  readonly body?: z.input<Body>
  readonly response?: z.output<Response>
}

interface Definition<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
> {
  id: string
  group: MethodGroup
  method: Method['method']
  path: string
  summary: string
  description?: string
  access: Access
  params?: Params
  query?: Query
  body?: Body
  bodyType?: string
  largestBody?: number
  status?: Method['status']
  response?: Response
  mediaType?: string
  errors?: readonly ErrorCode[]
  example: MethodExample<Params, Query, Body, Response>
}

/** Completes a definition: what is left out is "nothing", 200, JSON; what is asked is read {@link strictly}. */
export function defineMethod<
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
  Response extends z.ZodType = Nothing,
>(definition: Definition<Params, Query, Body, Response>): Method<Params, Query, Body, Response> {
  return {
    description: undefined,
    largestBody: undefined,
    status: 200,
    bodyType: 'application/json',
    mediaType: 'application/json',
    errors: [],
    ...definition,
    params: definition.params ?? absent<Params>(),
    query: strictly(definition.query ?? absent<Query>()),
    body: strictly(definition.body ?? absent<Body>()),
    response: definition.response ?? absent<Response>(),
  }
}

/** The defaults of the type parameters say the same as this value; the compiler cannot see it. */
const absent = <Part extends z.ZodType>(): Part => nothing as z.ZodType as Part

/** Whether the body of a method is a file and no JSON. */
export const takesFile = ({ bodyType }: Pick<Method, 'bodyType'>): boolean => bodyType !== 'application/json'

/** Whether a method has this part. */
export const isNothing = (part: z.ZodType): boolean => part === nothing

/** What the handler of a method is given: every part checked. */
export interface MethodInput<M extends Method> {
  readonly params: z.output<M['params']>
  readonly query: z.output<M['query']>
  readonly body: z.output<M['body']>
}

/** What the handler of a method answers when it does not refuse. */
export type MethodOutput<M extends Method> = z.output<M['response']>

/** Everything below this prefix is the API. */
export const apiPrefix = '/api/v1'
