/** The tables that can be imported. */
import type { ImportKind } from '@mainline/storage'
import { deviceTable } from './device-lines.ts'
import { memberTable } from './member-lines.ts'
import { numberColumns } from './number-line.ts'
import type { TableKind } from './read-table.ts'

export const importTables: Readonly<Record<ImportKind, TableKind>> = {
  numbers: { columns: numberColumns, required: ['number'] },
  devices: deviceTable,
  'hunt-members': memberTable,
}
