/** How far an import has come, written where everybody reads it; and when it has to stop. */
import {
  type Database,
  type Import,
  type ImportProgress,
  type LineFault,
  mostFaults,
  noteImportProgress,
  type Tx,
} from '@mainline/storage'

/** How an import ends. */
export interface Finished {
  readonly state: 'done' | 'failed'
  readonly reason: string | null
}

/** Why a file of one line fails. */
export const onlyHeader =
  'The file has a header and no lines, so there is nothing to import. Write a line below the header for each row, and import the file again.'

/** Stops the work where it is; it is resumed by another run. */
class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/** Leads out of the one transaction of all-or-nothing, so that it is rolled back. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp'
}

export class ImportNotes {
  readonly #database: Database
  readonly #import: Import
  readonly #signal: AbortSignal | undefined
  #faultsKept = 0

  constructor(database: Database, taken: Import, signal: AbortSignal | undefined) {
    this.#database = database
    this.#import = taken
    this.#signal = signal
  }

  /**
   * @returns false when it was cancelled: go no further
   * @throws when the server is stopping
   */
  async note(progress: ImportProgress, faults: readonly LineFault[] = []): Promise<boolean> {
    if (this.#signal?.aborted) throw new Interrupted('the server is stopping; the import goes on later')
    const kept = faults.slice(0, mostFaults - this.#faultsKept)
    this.#faultsKept += kept.length
    return noteImportProgress(this.#database.kysely, this.#import, progress, kept)
  }

  /**
   * N11: what is written is put down to whoever sent the file, and reaches as far as they do. `work` keeps count of what it has
   * written, so it is not begun anew here: the import is.
   */
  asItsAuthor<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const { byName: name, byRole: role, operatorId, siteId } = this.#import
    const everywhere = { operatorId: null, siteIds: null }
    const reach = role === 'provider-admin' ? everywhere : { operatorId, siteIds: [siteId] }
    const author = { role, name, ...reach, organizationId: null, userId: null }
    return this.#database.scoped(author).transaction().execute(work)
  }
}
