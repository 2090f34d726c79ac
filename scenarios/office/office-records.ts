/** What an office keeps of its calls: records, messages, what it told of them, files. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type EventKind, eventSentence } from '@mainline/contract'
import {
  type CallRecord,
  type Database,
  listCallRecords,
  listMessages,
  numberLiveEvents,
  readLiveEvents,
} from '@mainline/storage'
import type { OfficeClock } from './office-clock.ts'

/** Records are gathered for a moment before they are stored. */
const GATHERED_MS = 2_000

export class OfficeRecords {
  readonly #database: Database
  readonly #clock: OfficeClock
  readonly #folder: string

  constructor(database: Database, clock: OfficeClock, folder: string) {
    this.#database = database
    this.#clock = clock
    this.#folder = folder
  }

  /** The records of the ended calls, the newest first (C13). */
  async calls() {
    await this.#clock.advanceAsync(GATHERED_MS)
    return (await listCallRecords(this.#database.kysely)).items
  }

  /** What was told of calls so far, the oldest first: one line each. */
  async toldOfCalls(): Promise<string[]> {
    await this.#clock.advanceAsync(GATHERED_MS)
    await numberLiveEvents(this.#database.kysely)
    const events = await readLiveEvents(this.#database.kysely, { after: 0, limit: 1000 })
    return events
      .filter(({ kind }) => kind.startsWith('call.'))
      .map(({ kind, data }) => `${kind}: ${eventSentence(kind as EventKind, data)}`)
  }

  /** All that the engine has written to files: its journal, recordings. */
  async files(): Promise<string[]> {
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')))
  }

  /** What lies in the mailboxes, the newest first. */
  async messages() {
    return (await listMessages(this.#database.kysely)).items
  }

  /** The record of the call that ended last. */
  async lastCall(): Promise<CallRecord> {
    await this.#clock.advanceAsync(GATHERED_MS)
    const [record] = (await listCallRecords(this.#database.kysely, { limit: 1 })).items
    if (!record) throw new Error('nobody has called')
    return record
  }
}
