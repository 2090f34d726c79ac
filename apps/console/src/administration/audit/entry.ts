/** One entry of the audit as the API answers. */
import type { AnswerOf } from '../../api/client.ts'

export type Entry = AnswerOf<'listAudit'>['items'][number]
