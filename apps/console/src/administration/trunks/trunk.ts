/** A trunk as the API answers. */
import type { AnswerOf } from '../../api/client.ts'

export type Trunk = AnswerOf<'listTrunks'>['items'][number]
