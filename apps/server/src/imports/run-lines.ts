/** Runs an import whose lines are written one by one: devices, hunt group members. */
import { type Database, endImport, type Import, type LineFault, refusalOf } from '@mainline/storage'
import { type Finished, GivenUp, ImportNotes, onlyHeader } from './import-notes.ts'
import type { LineKind, Verdict } from './line-kind.ts'
import { readTable, type TableLine } from './read-table.ts'

/** Lines after which the progress is told. */
const portion = 50

interface Ready {
  readonly line: TableLine<string>
  readonly write: Extract<Verdict, { write: unknown }>['write']
}

/** @returns undefined when it was cancelled */
export async function runLines(
  database: Database,
  { taken, file }: { taken: Import; file: Buffer },
  kind: LineKind,
  signal: AbortSignal | undefined,
): Promise<Finished | undefined> {
  const lines: TableLine<string>[] = []
  for await (const line of readTable(file, kind.columns)) lines.push(line)
  const notes = new ImportNotes(database, taken, signal)
  if (!(await notes.note({ total: lines.length }))) return undefined
  if (lines.length === 0) return { state: 'failed', reason: onlyHeader }
  const judge = await kind.open(database.kysely, taken, lines)
  return new LineRun(notes, taken, lines).toItsEnd((line) =>
    line.fault === undefined ? judge(line) : { faults: [{ line: line.line, value: '', ...line.fault }] },
  )
}

class LineRun {
  readonly #notes: ImportNotes
  readonly #import: Import
  readonly #lines: readonly TableLine<string>[]
  readonly #progress = { checked: 0, imported: 0, unchanged: 0, failed: 0 }

  constructor(notes: ImportNotes, taken: Import, lines: readonly TableLine<string>[]) {
    this.#notes = notes
    this.#import = taken
    this.#lines = lines
  }

  async toItsEnd(judge: (line: TableLine<string>) => Verdict): Promise<Finished | undefined> {
    const { dryRun, mode } = this.#import
    const atOnce = !dryRun && mode === 'best-effort'
    const ready: Ready[] = []
    for (let from = 0; from < this.#lines.length; from += portion) {
      const faults: LineFault[] = []
      for (const line of this.#lines.slice(from, from + portion)) {
        const fault = await this.#one(line, judge(line), atOnce, ready)
        if (fault.length > 0) this.#progress.failed++
        faults.push(...fault)
        this.#progress.checked++
      }
      if (!(await this.#notes.note(this.#progress, faults))) return undefined
    }
    if (dryRun || atOnce) return { state: 'done', reason: null }
    return this.#writeAll(ready)
  }

  /** @returns what is wrong with the line */
  async #one(
    line: TableLine<string>,
    verdict: Verdict,
    atOnce: boolean,
    ready: Ready[],
  ): Promise<readonly LineFault[]> {
    if (verdict === 'unchanged') {
      this.#progress.unchanged++
      return []
    }
    if ('faults' in verdict) return verdict.faults
    if (atOnce) {
      const words = await this.#written(verdict.write)
      if (words !== undefined) return [refused(line, words)]
    }
    if (atOnce || this.#import.dryRun) this.#progress.imported++
    else ready.push({ line, write: verdict.write })
    return []
  }

  /** In a transaction of its own. @returns why not */
  async #written(write: Ready['write']): Promise<string | undefined> {
    try {
      return await this.#notes.asItsAuthor(write)
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      return refusal.words
    }
  }

  async #writeAll(ready: readonly Ready[]): Promise<Finished | undefined> {
    const { failed } = this.#progress
    if (failed > 0)
      return {
        state: 'failed',
        reason: `${failed} of ${this.#lines.length} lines are wrong, so nothing was imported.`,
      }
    let last: Ready | undefined
    const faults: LineFault[] = []
    try {
      await this.#notes.asItsAuthor(async (tx) => {
        for (const one of ready) {
          last = one
          const words = await one.write(tx)
          if (words !== undefined) faults.push(refused(one.line, words))
          if (faults.length > 0) throw new GivenUp()
          this.#progress.imported++
          if (this.#progress.imported % portion === 0 && !(await this.#notes.note(this.#progress)))
            throw new GivenUp()
        }
        if (!(await this.#notes.note(this.#progress))) throw new GivenUp()
        // With what it has written: from then on nobody cancels it.
        if (!(await endImport(tx, this.#import.id, 'done', null))) throw new GivenUp()
      })
    } catch (error) {
      const refusal = refusalOf(error)
      if (!(error instanceof GivenUp) && !refusal) throw error
      if (refusal && last) faults.push(refused(last.line, refusal.words))
      Object.assign(this.#progress, { imported: 0, failed: faults.length })
      if (!(await this.#notes.note(this.#progress, faults))) return undefined
      return { state: 'failed', reason: 'A line could not be written after all; nothing was imported.' }
    }
    return { state: 'done', reason: null }
  }
}

const refused = ({ line }: TableLine<string>, words: string): LineFault => ({
  line,
  field: '',
  value: '',
  message: `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`,
})
