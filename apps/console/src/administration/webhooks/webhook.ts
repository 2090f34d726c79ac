/** A webhook as the API answers. */
import type { AnswerOf } from '../../api/client.ts'

export type Webhook = AnswerOf<'listWebhooks'>['items'][number]
