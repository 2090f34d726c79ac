/** Tables of what becomes of messages: keys of their audio, letters about them, who heard them. */
import type { ColumnType, Generated, Selectable } from 'kysely'
import type { EmailAs } from './places.ts'

/** What the audio of an organization is encrypted with. Gone when the organization is: then so is all its audio. */
export interface OrganizationKeyTable {
  organizationId: string
  /** Sealed under the key of the installation. */
  sealedKey: Buffer
  createdAt: number
}

/** Of a mailbox, when its people have to hear of it (C14). */
export type MailboxFill = 'mailbox-nearly-full' | 'mailbox-full'

/** M13: a letter about a message, or about a full mailbox, to one recipient. Made by a trigger of messages. */
export interface MessageDeliveryTable {
  id: string
  kind: 'message' | MailboxFill
  messageId: string | null
  mailboxId: string
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  recipient: string
  sendAs: EmailAs
  state: Generated<'queued' | 'sent' | 'failed'>
  attempts: Generated<number>
  /** What the mail server said last. */
  lastError: string | null
  createdAt: number
  settledAt: number | null
}

/** A mailbox of whose fullness its people were told. */
export interface MailboxFillTable {
  mailboxId: string
  level: MailboxFill
  since: number
}

/** Audio whose message or greeting was deleted. Written by triggers. */
export interface ErasedAudioTable {
  /** Below the recordings folder of whoever has it. */
  path: string
  erasedAt: Generated<number>
}

/** N11: who heard a message. Append only. */
export interface MessageAccessTable {
  id: string
  messageId: string
  mailboxId: string
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  way: 'console' | 'link' | 'export' | 'telephone'
  at: number
  by: string
}

/** What a colleague noted on a message. */
export interface MessageNoteTable {
  id: string
  messageId: string
  mailboxId: string
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  text: string
  author: string
  at: number
}

/** How long an organization keeps its messages. */
export interface MessageRetentionTable {
  organizationId: string
  operatorId: string
  /** null: as the site of each message says. */
  days: number | null
  version: ColumnType<number, number | undefined, number>
}

export interface VoicemailDeliverySchema {
  erasedAudio: ErasedAudioTable
  messageRetention: MessageRetentionTable
  organizationKeys: OrganizationKeyTable
  messageDeliveries: MessageDeliveryTable
  mailboxFills: MailboxFillTable
  messageAccesses: MessageAccessTable
  messageNotes: MessageNoteTable
}

export type MessageDelivery = Selectable<MessageDeliveryTable>
export type MessageNote = Selectable<MessageNoteTable>
export type MessageAccess = Selectable<MessageAccessTable>
