/** A table as a CSV file that is sent while it is read: memory holds a page of it, not the whole. */
import { Readable } from 'node:stream'
import type { Page } from '@mainline/storage'
import { stringify } from 'csv-stringify/sync'
import { Content } from '../http/handler.ts'

export type Cell = string | number | null

/** A page of rows, from after the one before. */
export type ReadPage<Row> = (page: { after: string | undefined; limit: number }) => Promise<Page<Row>>

export interface CsvFile<Row> {
  /** Without ending. */
  readonly name: string
  readonly columns: readonly string[]
  readonly read: ReadPage<Row>
  /** The cells of a page of rows: what they refer to is looked up for all of them at once. */
  readonly cells: (rows: Row[]) => Promise<Cell[][]>
}

/** Rows that are read at a time. */
const pageRows = 1000

/** The answer of a method that gives a table. */
export function csvContent<Row>(file: CsvFile<Row>): Content {
  return new Content(
    200,
    {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${file.name}.csv"`,
    },
    Readable.from(linesOf(file)),
  )
}

async function* linesOf<Row>({ columns, read, cells }: CsvFile<Row>): AsyncGenerator<string> {
  // The mark tells spreadsheets that it is UTF-8.
  yield `\uFEFF${lines([[...columns]])}`
  let after: string | undefined
  do {
    const { items, next } = await read({ after, limit: pageRows })
    if (items.length > 0) yield lines(await cells(items))
    after = next
  } while (after !== undefined)
}

const lines = (rows: Cell[][]): string =>
  stringify(
    rows.map((row) => row.map(guarded)),
    { record_delimiter: '\r\n' },
  )

/** A cell that a spreadsheet would work out gets an apostrophe in front; a number, with or without sign, needs none. */
export function guarded(cell: Cell): Cell {
  if (typeof cell !== 'string' || !/^[=+\-@\t\r]/.test(cell) || /^[+-]?\d+$/.test(cell)) return cell
  return `'${cell}`
}
