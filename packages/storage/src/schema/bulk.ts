/** Tables of counts and imports. */
import type { NumberKind, NumberState } from '@mainline/pbx'
import type { Selectable } from 'kysely'

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

export interface BulkSchema {
  numberCounts: NumberCountTable
}

export type NumberCount = Selectable<NumberCountTable>
