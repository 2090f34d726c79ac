/**
 * Deletes from this server's folder the audio that nobody may hear any more: of messages and greetings whose row is gone, wherever
 * it was deleted and whatever kept the file from going with it, and what was spoken for mailboxes that are gone (C9, N7).
 */
import { opendir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Clock } from '@mainline/sip'
import { type Db, erasedAmong, mailboxesAmong } from '@mainline/storage'
import type { Log } from '../log.ts'
import { UNFINISHED } from './audio-store.ts'

const DAY_MS = 86_400_000
/** A start has better things to do. */
const FIRST_AFTER_MS = 600_000
const BATCH = 500
/** `names/` of sentences-by-name.ts: the mailbox, and what was said. */
const spokenName = /^names\/([0-9a-f-]{36})-[0-9a-f]+\.audio$/

export interface SweepOptions {
  /** Below which the audio of this server lies. */
  readonly folder: string
  /** Across all tenants: files know none. */
  readonly db: Db
  readonly clock: Clock
}

/** @returns how many files were deleted */
export async function sweepAudio({ folder, db, clock }: SweepOptions): Promise<number> {
  let deleted = 0
  for await (const paths of batches(folder)) {
    const over = [
      ...(await erasedAmong(db, paths)),
      ...(await namesOfNobody(db, paths)),
      ...(await abandoned(folder, paths, clock.epoch() - DAY_MS)),
    ]
    for (const path of over) await rm(join(folder, path), { force: true })
    deleted += over.length
  }
  return deleted
}

/** Daily, and some minutes after the start. @returns a function that ends it */
export function startAudioSweep(options: SweepOptions, log: Pick<Log, 'info' | 'warn'>): () => void {
  const { clock } = options
  const sweep = async () => {
    timer = clock.after(DAY_MS, sweep)
    try {
      const files = await sweepAudio(options)
      if (files > 0) log.info({ files }, 'audio that nobody may hear any more was deleted')
    } catch (error) {
      log.warn({ error }, 'audio that nobody may hear any more could not be looked for')
    }
  }
  let timer = clock.after(FIRST_AFTER_MS, sweep)
  return () => clock.cancel(timer)
}

/** Files below the folder, by their paths from it. */
async function* batches(folder: string): AsyncGenerator<string[]> {
  let batch: string[] = []
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (entry.isFile()) batch.push(relative(folder, join(entry.parentPath, entry.name)))
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  yield batch
}

/** They can be spoken again, should a mailbox come back with a backup. */
async function namesOfNobody(db: Db, paths: readonly string[]): Promise<string[]> {
  const names = paths.flatMap((path) => {
    const mailboxId = spokenName.exec(path)?.[1]
    return mailboxId === undefined ? [] : [{ path, mailboxId }]
  })
  const kept = new Set(await mailboxesAmong(db, [...new Set(names.map(({ mailboxId }) => mailboxId))]))
  return names.filter(({ mailboxId }) => !kept.has(mailboxId)).map(({ path }) => path)
}

/** What a crash left half written or unkept. */
async function abandoned(folder: string, paths: readonly string[], before: number): Promise<string[]> {
  const old: string[] = []
  for (const path of paths.filter((each) => each.endsWith(UNFINISHED))) {
    const made = await stat(join(folder, path)).catch(() => undefined)
    if (made && made.mtimeMs < before) old.push(path)
  }
  return old
}
