/** A CSV file as lines of named cells: separator, line ends and encoding are found out, names of columns are forgiving. */
import { CsvError, type Parser, parse } from 'csv-parse'
import { decodeText, faultOfEncoding } from './decode-text.ts'

/** What a column is called: its own name first, then what else people write. */
export type ColumnNames = Readonly<Record<string, readonly string[]>>

/** What a table must and may hold. */
export interface TableKind {
  readonly columns: ColumnNames
  readonly required: readonly string[]
  /** Columns of our own exports of the same things that say nothing to an import. */
  readonly ignored?: readonly string[]
}

export interface TableLine<Column extends string> {
  /** As an editor or spreadsheet counts; the header is line 1. */
  readonly line: number
  /** Trimmed; empty where the column is missing. */
  cell(column: Column): string
  /** What is wrong with the line as a line, or with a cell whatever it should hold. */
  readonly fault: TableFault | undefined
}

export interface TableFault {
  /** The column; empty where it is all of the line. */
  readonly field: string
  readonly message: string
}

interface Header {
  readonly delimiter: string
  readonly names: readonly string[]
}

const delimiters = [',', ';', '\t']
/** Characters given to the parser at a time, so that other work of the thread comes in between. */
const portion = 64 * 1024

/** Why a file is no table of these columns, from its encoding and its first line; undefined when it is one. */
export function faultOfTable(file: Uint8Array, kind: TableKind): string | undefined {
  const unreadable = faultOfEncoding(file)
  if (unreadable !== undefined) return unreadable
  const header = headerOf(lineSeparated(decodeText(file.subarray(0, longestHeader)).text))
  return header === undefined ? 'the file is empty' : faultOfHeader(header.names, kind)
}

/** Bytes of which the first line must be. */
const longestHeader = 8 * 1024

/** Every line below the header. @throws nothing for what is in the file: a quote that never ends is a fault of its line */
export async function* readTable<Column extends string>(
  file: Uint8Array,
  columns: Readonly<Record<Column, readonly string[]>>,
): AsyncGenerator<TableLine<Column>> {
  const text = lineSeparated(decodeText(file).text)
  const header = headerOf(text)
  if (header === undefined) return
  const places = placesOf(header.names, columns)
  const rows: Row[] = []
  const parser = parse({
    ...syntax,
    delimiter: header.delimiter,
    on_record: (record: string[], { lines }) => {
      rows.push({ record, line: lines })
      return null
    },
  })
  // It gives nothing by itself, but ends only when it is read.
  parser.resume()
  // The header.
  let lastWhole = writtenAfter(text, 0)
  for (const part of [...portionsOf(text), undefined]) {
    const fault = await fed(parser, part)
    for (const { record, line } of rows.splice(0)) {
      lastWhole = line
      yield lineOf(line, record, places, header.names.length)
    }
    // The parser knows of it at the end of the file only: it began in the first line that is not whole.
    if (fault) return yield { line: writtenAfter(text, lastWhole), cell: () => '', fault: brokenQuotes }
  }
}

/** The first line after this one that is not empty. */
function writtenAfter(text: string, line: number): number {
  const lines = text.split('\n')
  const found = lines.findIndex((each, index) => index >= line && each.trim() !== '')
  return found < 0 ? lines.length : found + 1
}

interface Row {
  readonly record: readonly string[]
  readonly line: number
}

const brokenQuotes: TableFault = {
  field: '',
  message:
    'A quotation mark that begins in this line does not end. Close it, or write it twice inside a cell.',
}

/** Gives the parser a part of the text, or the end of it. @returns what is wrong with the text */
function fed(parser: Parser, part: string | undefined): Promise<CsvError | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => (error instanceof CsvError ? resolve(error) : reject(error))
    parser.once('error', failed)
    const done = (error?: Error | null) => {
      if (error) return
      parser.off('error', failed)
      resolve(undefined)
    }
    if (part === undefined) parser.end(done)
    else parser.write(part, done)
  })
}

const syntax = {
  bom: true,
  from: 2,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
} as const

/** A line `sep=;` that spreadsheets write is not part of the table; lone carriage returns end lines too. */
function lineSeparated(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n')
  return lines.replace(/^\uFEFF?sep=.\n/i, '\n')
}

function headerOf(text: string): Header | undefined {
  const line = /[^\n]+/.exec(text.replace(/^\uFEFF/, ''))?.[0]
  if (line === undefined || line.trim() === '') return
  const count = (delimiter: string) => line.split(delimiter).length
  const delimiter = delimiters.reduce((best, next) => (count(next) > count(best) ? next : best))
  return { delimiter, names: line.split(delimiter).map(nameOf) }
}

const nameOf = (cell: string): string =>
  cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')

function faultOfHeader(
  names: readonly string[],
  { columns, required, ignored = [] }: TableKind,
): string | undefined {
  const known = new Set([...Object.values(columns).flat(), ...ignoredAlways, ...ignored])
  const own = Object.values(columns)
    .map(([name]) => `"${name}"`)
    .join(', ')
  const unknown = names.filter((name) => name !== '' && !known.has(name))
  if (unknown.length > 0)
    return `line 1 names a column "${unknown[0]}" that is not known; the columns are ${own}`
  const places = placesOf(names, columns)
  const missing = required.find((column) => !places.has(column))
  if (missing !== undefined) return `line 1 has no column "${columns[missing]?.[0]}"; the columns are ${own}`
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i)
  return twice === undefined ? undefined : `line 1 names the column "${twice}" twice`
}

/** Columns of our own exports that say nothing to an import. */
const ignoredAlways = [
  'state',
  'site',
  'operator',
  'assigned to',
  'language',
  'created',
  'cooldown until',
  'id',
]

function placesOf(names: readonly string[], columns: ColumnNames): Map<string, number> {
  const places = new Map<string, number>()
  for (const [column, known] of Object.entries(columns)) {
    const place = names.findIndex((name) => known.includes(name))
    if (place >= 0) places.set(column, place)
  }
  return places
}

function lineOf(
  line: number,
  record: readonly string[],
  places: ReadonlyMap<string, number>,
  width: number,
): TableLine<string> {
  const textOf = (column: string): string => record[places.get(column) ?? -1] ?? ''
  return {
    line,
    cell: (column) => unguarded(textOf(column)).replace(controls, '\ufffd'),
    fault: tooManyCells(record, width) ?? controlsIn([...places.keys()], textOf),
  }
}

function tooManyCells(record: readonly string[], width: number): TableFault | undefined {
  if (!record.slice(width).some((cell) => cell !== '')) return undefined
  const message = `The line has ${record.length} cells, the header has ${width}. Put a cell that holds the separator in quotation marks.`
  return { field: '', message }
}

/** What is neither text nor the end of a line or a tab: no column takes it, and the database cannot keep all of it. */
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g

function controlsIn(columns: readonly string[], textOf: (column: string) => string): TableFault | undefined {
  const field = columns.find((column) => textOf(column).search(controls) >= 0)
  return field === undefined
    ? undefined
    : { field, message: 'The cell must not contain control characters. Remove them.' }
}

/** Takes back what `guarded` (see exports) and spreadsheets put before a cell so that it is no formula. */
const unguarded = (cell: string): string => cell.replace(/^'(?=[=+\-@\d])/, '')

function* portionsOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += portion) yield text.slice(at, at + portion)
}
