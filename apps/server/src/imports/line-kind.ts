/** What becomes of one line of a file whose lines are written one by one. */
import type { Db, Import, LineFault, Tx } from '@mainline/storage'
import type { TableKind, TableLine } from './read-table.ts'

export type Verdict =
  /** All of it is there already. */
  | 'unchanged'
  | { readonly faults: readonly LineFault[] }
  /** Can be written as far as is known; says in words why it could not after all. */
  | { readonly write: (tx: Tx) => Promise<string | undefined> }

export interface LineKind extends TableKind {
  /**
   * Reads what the lines are held against.
   *
   * @param db the whole database: what is unique on the platform is looked for on all of it
   * @returns judges lines in their order: it keeps what earlier lines have taken
   */
  open(
    db: Db,
    taken: Pick<Import, 'siteId' | 'operatorId'>,
    lines: readonly TableLine<string>[],
  ): Promise<(line: TableLine<string>) => Verdict>
}

/** One thing wrong in one cell. */
export const faultAt = (line: TableLine<string>, field: string, message: string): Verdict => ({
  faults: [{ line: line.line, field, value: line.cell(field).slice(0, 200), message }],
})
