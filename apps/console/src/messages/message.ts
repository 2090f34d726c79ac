import type { AnswerOf } from '../api/client.ts'

/** A voicemail message, as lists give it. */
export type Message = AnswerOf<'listMessages'>['items'][number]
