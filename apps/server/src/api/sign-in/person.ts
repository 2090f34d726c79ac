/** The person behind a session: a token has none. */
import { Refused } from '../../errors.ts'
import type { RequestFacts } from '../../http/handler.ts'

/** Identifier of the person who is signed in. */
export const personOf = ({ principal }: RequestFacts): string | undefined =>
  principal.kind === 'user' ? (principal.userId ?? undefined) : undefined

export const needsPerson = (): Refused => new Refused('needs-person', 'nobody is signed in here')
