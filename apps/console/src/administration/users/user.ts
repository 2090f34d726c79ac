/** A person as the API answers, and whose people a list is of. */
import type { AnswerOf } from '../../api/client.ts'

export type User = AnswerOf<'listUsers'>['items'][number]

/** Of one company when it is named, else of all that the person sees. */
export interface UsersScope {
  readonly organization?: { readonly id: string; readonly operatorId: string; readonly name: string }
}
