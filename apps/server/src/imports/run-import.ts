/**
 * Runs an import from where it stands. It may be run again after any interruption: what a best effort has written is
 * met as unchanged, and all-or-nothing has written nothing before its one transaction ends.
 */
import {
  aloneAtImport,
  type Database,
  endImport,
  findKnownNumbers,
  type Import,
  importNumbers,
  type LineFault,
  lockExtensions,
  type NumberToImport,
  readSiteStock,
  refusalOf,
  type SecretBox,
  type SiteStock,
  settleNumbers,
  type Tx,
  takeUpImport,
} from '@mainline/storage'
import { deviceTable } from './device-lines.ts'
import { type Finished, GivenUp, ImportNotes, onlyHeader } from './import-notes.ts'
import { memberTable } from './member-lines.ts'
import { NumberLines, numberColumns, type ReadyLine } from './number-line.ts'
import { readTable, type TableLine } from './read-table.ts'
import { runLines } from './run-lines.ts'

/** Lines that are looked at and written at a time. */
const portion = 2_000

/**
 * Runs it to its end, unless it has ended, is cancelled meanwhile, or another server is at it.
 *
 * @throws when `signal` fires, after which it can be run again
 */
export const runImport = (
  database: Database,
  secrets: SecretBox,
  id: string,
  signal?: AbortSignal,
): Promise<void> => aloneAtImport(database.pool, id, () => takeToItsEnd(database, secrets, id, signal))

async function takeToItsEnd(
  database: Database,
  secrets: SecretBox,
  id: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const open = await takeUpImport(database.kysely, secrets, id)
  if (!open) return
  if (open.taken.kind !== 'numbers') {
    const kind = open.taken.kind === 'devices' ? deviceTable : memberTable
    const ended = await runLines(database, open, kind, signal)
    if (ended) await endImport(database.kysely, id, ended.state, ended.reason)
    return
  }
  const stock = await readSiteStock(database.kysely, open.taken.siteId)
  if (!stock) {
    await endImport(database.kysely, id, 'failed', 'The site is not there any more.')
    return
  }
  const lines: TableLine<keyof typeof numberColumns>[] = []
  for await (const line of readTable(open.file, numberColumns)) lines.push(line)
  const run = new ImportRun(database, open.taken, stock, lines, signal)
  const finished = await run.toItsEnd()
  if (run.imported > manyNumbers) await settleNumbers(database.kysely, open.taken.siteId)
  if (finished) await endImport(database.kysely, id, finished.state, finished.reason)
}

/** So many change the stock enough to be told to the database at once. */
const manyNumbers = 1_000

class ImportRun {
  readonly #database: Database
  readonly #import: Import
  readonly #stock: SiteStock
  readonly #lines: readonly TableLine<keyof typeof numberColumns>[]
  readonly #reader: NumberLines
  readonly #notes: ImportNotes
  readonly #progress = { checked: 0, imported: 0, unchanged: 0, failed: 0 }

  constructor(
    database: Database,
    taken: Import,
    stock: SiteStock,
    lines: readonly TableLine<keyof typeof numberColumns>[],
    signal: AbortSignal | undefined,
  ) {
    this.#database = database
    this.#import = taken
    this.#stock = stock
    this.#lines = lines
    this.#notes = new ImportNotes(database, taken, signal)
    this.#reader = new NumberLines(stock, new Set(lines.map((line) => line.cell('extension'))))
  }

  /** How many numbers it has written. */
  get imported(): number {
    return this.#import.dryRun ? 0 : this.#progress.imported
  }

  /** @returns undefined when it was cancelled */
  async toItsEnd(): Promise<Finished | undefined> {
    const total = this.#lines.length
    if (!(await this.#notes.note({ total }))) return
    if (total === 0) return { state: 'failed', reason: onlyHeader }
    const { dryRun, mode } = this.#import
    const ready: ReadyLine[] = []
    for (let from = 0; from < total; from += portion) {
      const found = await this.#check(this.#lines.slice(from, from + portion))
      const written = !dryRun && mode === 'best-effort' ? await this.#writeWhatGoes(found.ready) : found
      ready.push(...written.ready)
      this.#progress.checked = Math.min(total, from + portion)
      this.#progress.failed += new Set([...found.faults, ...written.faults].map(({ line }) => line)).size
      if (dryRun || mode === 'best-effort') this.#progress.imported += written.ready.length
      if (!(await this.#notes.note(this.#progress, [...new Set([...found.faults, ...written.faults])])))
        return
    }
    return dryRun || mode === 'best-effort' ? { state: 'done', reason: null } : this.#writeAll(ready)
  }

  /** What of some lines can become a number. */
  async #check(lines: readonly TableLine<keyof typeof numberColumns>[]) {
    const faults: LineFault[] = []
    const readable: ReadyLine[] = []
    for (const line of lines) {
      const read = this.#reader.read(line)
      if (Array.isArray(read)) faults.push(...read)
      else readable.push(read)
    }
    const known = await findKnownNumbers(
      this.#database.kysely,
      readable.map(({ number }) => number.e164),
    )
    const ready: ReadyLine[] = []
    for (const line of readable) {
      const there = known.get(line.number.e164)
      const admitted = there ? this.#compare(line, there) : this.#reader.admit(line)
      if (admitted === undefined) this.#progress.unchanged++
      else if ('message' in admitted) faults.push(admitted)
      else ready.push(admitted)
    }
    return { ready, faults }
  }

  /** A number that is there already is fine when it is what the line says: the file may be sent again. */
  #compare(
    { line, number, given }: ReadyLine,
    there: NumberToImport & { siteId: string },
  ): LineFault | undefined {
    const fault = (message: string): LineFault => ({ line, field: 'number', value: number.e164, message })
    if (there.siteId !== this.#stock.site.id)
      return fault('The number is on the platform already, not at this site. Remove the line.')
    const columns = {
      extension: 'extension',
      label: 'label',
      kind: 'kind',
      organization: 'organizationId',
      special: 'special',
    } as const
    for (const column of Object.keys(columns) as (keyof typeof columns)[])
      if (given.has(column) && there[columns[column]] !== number[columns[column]])
        return fault(
          `The number is at this site already, with another ${column}. Change it there, or remove the line.`,
        )
    return undefined
  }

  /** Best effort: each portion by itself; what fails at the last moment is narrowed down to its lines. */
  async #writeWhatGoes(ready: readonly ReadyLine[]): Promise<{ ready: ReadyLine[]; faults: LineFault[] }> {
    if (ready.length === 0) return { ready: [], faults: [] }
    try {
      const made = await this.#notes.asItsAuthor((tx) => this.#write(tx, ready))
      const missed = ready.filter(({ number }) => !made.has(number.e164))
      return { ready: ready.filter(({ number }) => made.has(number.e164)), faults: missed.map(overtaken) }
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      const [only] = ready
      if (ready.length === 1 && only)
        return {
          ready: [],
          faults: [{ line: only.line, field: 'number', value: only.number.e164, message: refusal.words }],
        }
      const middle = Math.ceil(ready.length / 2)
      const first = await this.#writeWhatGoes(ready.slice(0, middle))
      const second = await this.#writeWhatGoes(ready.slice(middle))
      return { ready: [...first.ready, ...second.ready], faults: [...first.faults, ...second.faults] }
    }
  }

  async #writeAll(ready: readonly ReadyLine[]): Promise<Finished | undefined> {
    const { failed } = this.#progress
    if (failed > 0)
      return {
        state: 'failed',
        reason: `${failed} of ${this.#lines.length} lines are wrong, so nothing was imported.`,
      }
    const faults: LineFault[] = []
    try {
      const finished = await this.#notes.asItsAuthor(async (tx) => {
        for (let from = 0; from < ready.length; from += portion) {
          const lines = ready.slice(from, from + portion)
          const made = await this.#write(tx, lines)
          faults.push(...lines.filter(({ number }) => !made.has(number.e164)).map(overtaken))
          this.#progress.imported += made.size
          if (faults.length > 0 || !(await this.#notes.note(this.#progress))) throw new GivenUp()
        }
        // With what it has written: from then on nobody cancels it, and no other run finds it all there.
        if (!(await endImport(tx, this.#import.id, 'done', null))) throw new GivenUp()
        return { state: 'done', reason: null } as const
      })
      return finished
    } catch (error) {
      const refusal = refusalOf(error)
      if (!(error instanceof GivenUp) && !refusal) throw error
      this.#progress.imported = 0
      this.#progress.failed = faults.length
      if (!(await this.#notes.note(this.#progress, faults))) return
      return {
        state: 'failed',
        reason: `${refusal?.words ?? 'Others have taken numbers of the file meanwhile'}; nothing was imported.`,
      }
    }
  }

  async #write(tx: Tx, lines: readonly ReadyLine[]): Promise<Set<string>> {
    await lockExtensions(tx, this.#stock.site.id)
    return importNumbers(
      tx,
      this.#stock.site,
      lines.map(({ number }) => number),
    )
  }
}

const overtaken = ({ line, number }: ReadyLine): LineFault => ({
  line,
  field: 'number',
  value: number.e164,
  message: 'Somebody else took the number or its extension at this moment. Import the line again.',
})
