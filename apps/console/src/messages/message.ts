/** What the one list of messages holds: voicemail, and what reception took down. */
import type { AnswerOf } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'

export type InboxItem = AnswerOf<'listInbox'>['items'][number]
export type Folder = 'all' | 'new' | 'reception' | 'deleted'

/** A voicemail message. */
export type Message = Omit<Extract<InboxItem, { kind: 'voicemail' }>, 'kind'>
/** A message that reception took down. */
export type ReceptionMessage = Omit<Extract<InboxItem, { kind: 'reception' }>, 'kind'>

export const keyOf = (item: InboxItem): string =>
  item.kind === 'voicemail' ? item.id : item.receptionMessageId

/** When it was left or taken, ISO instant. */
export const instantOf = (item: InboxItem): string =>
  item.kind === 'voicemail' ? item.startedAt : item.takenAt

/** Whether nobody has heard or acknowledged it yet. */
export const isNew = (item: InboxItem): boolean =>
  item.kind === 'voicemail' ? item.state === 'new' : item.acknowledgedAt === null

/** Who left it; undefined where nothing is known. */
export const callerOf = (from: {
  readonly callerName: string | null
  readonly callerCompany?: string | null
  readonly callerNumber: string | null
}): string | undefined =>
  from.callerName ?? from.callerCompany ?? (from.callerNumber ? printed(from.callerNumber) : undefined)
