/** Tables of counts and imports. */
import type { NumberKind, NumberState } from '@mainline/pbx'
import type { Generated, Selectable } from 'kysely'

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

/** A file that becomes numbers of a site, and how far that is. */
export interface ImportTable {
  id: string
  operatorId: string
  siteId: string
  mode: 'all-or-nothing' | 'best-effort'
  /** Checks everything and writes nothing. */
  dryRun: boolean
  fileName: string
  /** As it was sent; null when the import has ended. */
  file: Buffer | null
  state: ImportState
  /** Lines with a number; 0 until the file is read. */
  total: Generated<number>
  /** Lines that were looked at, in order. */
  checked: Generated<number>
  /** Lines that became a number (in a dry run: would become). */
  imported: Generated<number>
  /** Lines whose number is there already, as the line says. */
  unchanged: Generated<number>
  failed: Generated<number>
  /** Why it failed as a whole. */
  reason: string | null
  /** Whom the numbers are put down to (N11). */
  byName: string
  createdAt: number
  startedAt: number | null
  /** Last sign of life of the server that runs it. */
  seenAt: number | null
  endedAt: number | null
}

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

export type NumberCount = Selectable<NumberCountTable>
/** Without the file. */
export type Import = Omit<Selectable<ImportTable>, 'file'>
export type ImportFault = Selectable<ImportFaultTable>
