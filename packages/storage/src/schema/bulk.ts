/** Tables of counts and imports. */
import type { NumberKind, NumberState } from '@mainline/pbx'
import type { ColumnType, Generated, Selectable } from 'kysely'

/** One step of a count: the sum over all rows of a site is how many numbers there are. Written by triggers only. */
export interface NumberCountTable {
  operatorId: string
  siteId: string
  organizationId: string | null
  kind: NumberKind
  state: NumberState
  assigned: boolean
  count: number
}

/** What the lines of a file become. */
export type ImportKind = 'numbers' | 'devices' | 'hunt-members'

/** A file that becomes numbers of a site, their devices, or members of hunt groups, and how far that is. */
export interface ImportTable {
  id: string
  operatorId: string
  siteId: string
  kind: ColumnType<ImportKind, ImportKind | undefined, never>
  mode: 'all-or-nothing' | 'best-effort'
  /** Checks everything and writes nothing. */
  dryRun: boolean
  fileName: string
  /** As it was sent, by a server that did not seal it yet. */
  file: Buffer | null
  /** As it was sent, sealed; null when the import has ended. */
  sealedFile: Buffer | null
  state: ImportState
  /** Lines below the header; 0 until the file is read. */
  total: Generated<number>
  /** Lines that were looked at, in order. */
  checked: Generated<number>
  /** Lines that were written (in a dry run: would be). */
  imported: Generated<number>
  /** Lines of which everything is there already, as they say. */
  unchanged: Generated<number>
  failed: Generated<number>
  /** Why it failed as a whole. */
  reason: string | null
  /** Whom the changes are put down to, and in what role (N11). */
  byName: string
  byRole: ColumnType<ImportAuthorRole, ImportAuthorRole | undefined, never>
  createdAt: number
  startedAt: number | null
  /** Last sign of life of the server that runs it. */
  seenAt: number | null
  endedAt: number | null
}

export type ImportAuthorRole = 'provider-admin' | 'operator-admin' | 'operator-user'

export type ImportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** What is wrong in a line. */
export interface ImportFaultTable {
  importId: string
  operatorId: string
  siteId: string
  /** Of the file, as a spreadsheet or editor counts; the header is line 1. */
  line: number
  position: number
  /** Name of the column; empty: the whole line. */
  field: string
  /** What the cell holds. */
  value: string
  /** What was found and what to do. */
  message: string
}

export interface BulkSchema {
  numberCounts: NumberCountTable
  imports: ImportTable
  importFaults: ImportFaultTable
}

/** Without the file. */
export type Import = Omit<Selectable<ImportTable>, 'file' | 'sealedFile'>
export type ImportFault = Selectable<ImportFaultTable>
