/** Greetings of mailboxes (C9). */
import type { GreetingKind } from '@mainline/pbx'
import type { ColumnType, Selectable } from 'kysely'

/** A recording that a mailbox may answer with. It never changes, but for whether it is chosen. */
export interface GreetingTable {
  id: string
  mailboxId: string
  numberId: string
  operatorId: string
  siteId: string
  organizationId: string
  kind: GreetingKind
  /** BCP 47; null: for callers of every language. */
  language: string | null
  source: 'recorded' | 'uploaded' | 'spoken'
  /** What was typed, of a spoken one. */
  words: string | null
  /** Of its audio, below the recordings folder. */
  path: string
  seconds: number
  chosen: ColumnType<boolean, boolean | undefined, boolean>
  /** Dated ones: from and until (exclusive) when they are played. */
  validFrom: number | null
  validUntil: number | null
  createdAt: number
  createdBy: string
}

export interface GreetingSchema {
  greetings: GreetingTable
}

export type GreetingRow = Selectable<GreetingTable>
