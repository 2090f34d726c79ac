/**
 * What happened to calls, on disk before anybody hangs up (C13): one line when a call is answered, one when it ends.
 * Records reach the database in batches; a segment of the journal is deleted once all its calls are stored.
 * While calls go on, an empty line every few seconds says that the process lives: until then they lasted if it dies.
 * A line survives the death of the process as soon as its writer has given it to the kernel (`line-writer.ts`). Segments are made,
 * closed and deleted by the system's threads: no call waits for the disk.
 */
import { close, open, readdirSync, readFileSync, statSync } from 'node:fs'
import { chmod, mkdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Clock, Timer } from '@mainline/sip'
import type { MessageLadder } from '../message-ladder.ts'
import type { CallRecord, CallRecordSink, EngineLog } from '../ports.ts'
import { DirectLines, type LineWriter, toldTo } from './line-writer.ts'

export interface CallJournalOptions {
  folder: string
  sink: CallRecordSink
  clock: Clock
  log: EngineLog
  /** Writes to the files; where left out, within the call that has something to write. */
  lines?: LineWriter | undefined
  /** Which of these calls go on at an engine that has a better record of them. */
  goOn?: ((callIds: readonly string[]) => Promise<ReadonlySet<string>>) | undefined
  /** These calls of an earlier process are over. */
  over?: ((callIds: readonly string[]) => Promise<void>) | undefined
  /** How long records are gathered before they are stored, milliseconds. */
  batchMs?: number
  /** A segment is closed when it has grown to this many bytes. */
  segmentBytes?: number
}

type JournalSettings = CallJournalOptions &
  Required<Pick<CallJournalOptions, 'batchMs' | 'segmentBytes'>> & { lines: LineWriter }

const openFile = promisify(open)
const closeFile = promisify(close)

interface Segment {
  path: string
  fd: number
  /** About. */
  bytes: number
  /** Calls answered in this segment that are not stored yet, and records waiting to be stored. */
  pending: number
  removed: boolean
}

/** A record to be stored, and where in the journal it lies until it is. */
interface Waiting {
  readonly record: CallRecord
  readonly ladder: MessageLadder | undefined
  readonly segments: readonly Segment[]
}

/** Longest wait before a failed batch is tried again, milliseconds. */
const LONGEST_RETRY_MS = 10_000
const LARGEST_BATCH = 5_000
/** How much too short the record of a call may say that it was when the process dies, milliseconds. */
const ALIVE_EVERY_MS = 10_000

export class CallJournal {
  readonly #options: JournalSettings
  #segment: Segment
  /** Of the next segment. */
  #sequence: number
  /** A new segment is being made. */
  #rotating: Promise<void> | undefined
  /** Where each answered call that has not ended was written. */
  readonly #open = new Map<string, Segment>()
  readonly #waiting: Waiting[] = []
  /** Records of the batch that is being stored. */
  #underway = 0
  #timer: Timer | undefined
  #aliveTimer: Timer | undefined
  #storing: Promise<void> | undefined
  /** Of calls that are another engine's. */
  #lettingGo: Promise<void> = Promise.resolve()
  #failures = 0
  /** Records stored at once: halved by a failure, so that one that the database refuses cannot hold up the others. */
  #batch = LARGEST_BATCH

  private constructor(options: JournalSettings, sequence: number, segment: Segment) {
    this.#options = options
    this.#sequence = sequence
    this.#segment = segment
  }

  /**
   * Opens the journal, and first stores what an earlier process left in it.
   * @returns the journal, and how many calls were recovered; of these, `interrupted` had no end
   */
  static async open(
    options: CallJournalOptions,
  ): Promise<{ journal: CallJournal; recovered: number; interrupted: number }> {
    const lines = options.lines ?? new DirectLines(toldTo(options.log))
    const complete = { batchMs: 500, segmentBytes: 4_000_000, ...options, lines }
    await mkdir(complete.folder, { recursive: true, mode: 0o700 })
    // Who called whom is nobody else's to read, in a folder that an earlier version made either.
    await chmod(complete.folder, 0o700)
    const left = readdirSync(complete.folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
    const { ended, open } = readSegments(left.map((name) => join(complete.folder, name)))
    if (ended.length > 0) await options.over?.(ended.map(({ callId }) => callId))
    const interrupted = await withoutThoseThatGoOn(open, options)
    const records = [...ended, ...interrupted]
    const last = Number.parseInt(left.at(-1) ?? '0', 10)
    const journal = new CallJournal(complete, last + 2, await newSegment(complete.folder, last + 1))
    // Written again before the old files go: a database that is away keeps nobody from starting.
    for (const record of records) journal.ended(record)
    if ((await lines.settle()) === 0) for (const name of left) await unlink(join(complete.folder, name))
    await journal.flush()
    return { journal, recovered: records.length, interrupted: interrupted.length }
  }

  /** Records not stored yet, those on their way included. */
  get backlog(): number {
    return this.#waiting.length + this.#underway
  }

  /** Writes that a call was answered. `record` is what shall stand if nothing more is ever heard of it. */
  answered(record: CallRecord): void {
    this.#append('A', record)
    this.#segment.pending += 1
    this.#open.set(record.callId, this.#segment)
    this.#aliveTimer ??= this.#options.clock.after(ALIVE_EVERY_MS, () => this.#sayAlive())
  }

  /** The record of an answered call is another engine's to write. */
  letGo(callId: string): void {
    const segment = this.#open.get(callId)
    if (segment === undefined) return
    this.#open.delete(callId)
    this.#lettingGo = this.#lettingGo.then(() => this.#letGo([segment]))
  }

  /**
   * Writes the final record of a call and has it stored with the next batch; its ladder as it is then, for the last
   * answers come after the end.
   */
  ended(record: CallRecord, ladder?: MessageLadder): void {
    this.#append('E', record)
    const segment = this.#open.get(record.callId)
    if (segment) {
      this.#open.delete(record.callId)
      segment.pending -= 1
    }
    // The end may lie in a later segment than the answer: both must outlive the storing.
    const segments = segment && segment !== this.#segment ? [segment, this.#segment] : [this.#segment]
    for (const each of segments) each.pending += 1
    this.#waiting.push({ record, ladder, segments })
    this.#storeIn(this.#options.batchMs)
  }

  /** Stores what is waiting. Resolves when all of it is stored or some was put back because the database refused it. */
  flush(): Promise<void> {
    if (this.#timer) this.#options.clock.cancel(this.#timer)
    this.#timer = undefined
    this.#storing ??= this.#storeWaiting().finally(() => {
      this.#storing = undefined
    })
    return this.#storing
  }

  /** Stores what is waiting and closes the file. Calls still open stay in the journal for the next start. */
  async close(): Promise<void> {
    await this.flush()
    if (this.#timer) this.#options.clock.cancel(this.#timer)
    await this.#lettingGo
    await this.#options.lines.close()
    // From here on the file may be somebody else's.
    if (this.#aliveTimer) this.#options.clock.cancel(this.#aliveTimer)
    await closeFile(this.#segment.fd)
    await this.#remove(this.#segment)
  }

  async #storeWaiting(): Promise<void> {
    while (this.#waiting.length > 0 && (await this.#storeBatch()));
  }

  async #storeBatch(): Promise<boolean> {
    const batch = this.#waiting.splice(0, this.#batch)
    const records = batch.map(({ record, ladder }) => (ladder ? { ...record, ladder: `${ladder}` } : record))
    this.#underway = records.length
    try {
      await this.#options.sink.store(records)
    } catch (error) {
      this.#failures += 1
      this.#batch = Math.max(1, Math.floor(records.length / 2))
      this.#waiting.push(...batch)
      const delay = Math.min(LONGEST_RETRY_MS, 500 * 2 ** Math.min(this.#failures, 5))
      this.#options.log.warn(
        { error, records: records.length, retryInMs: delay },
        'call records could not be stored',
      )
      this.#storeIn(delay)
      return false
    } finally {
      this.#underway = 0
    }
    this.#failures = 0
    this.#batch = Math.min(LARGEST_BATCH, this.#batch * 2)
    await this.#letGo(batch.flatMap(({ segments }) => segments))
    return true
  }

  #storeIn(milliseconds: number): void {
    this.#timer ??= this.#options.clock.after(milliseconds, () => void this.flush())
  }

  /** The records of these segments are stored. */
  async #letGo(segments: readonly Segment[]): Promise<void> {
    for (const segment of segments) segment.pending -= 1
    for (const segment of new Set(segments)) if (segment !== this.#segment) await this.#remove(segment)
    if (this.#segment.bytes <= this.#options.segmentBytes) return
    this.#rotating ??= this.#rotate().finally(() => {
      this.#rotating = undefined
    })
    await this.#rotating
  }

  #sayAlive(): void {
    this.#aliveTimer = undefined
    if (this.#open.size === 0) return
    this.#write('\n')
    this.#aliveTimer = this.#options.clock.after(ALIVE_EVERY_MS, () => this.#sayAlive())
  }

  #append(kind: 'A' | 'E', record: CallRecord): void {
    this.#write(`${kind}${JSON.stringify(record)}\n`)
  }

  #write(line: string): void {
    this.#segment.bytes += line.length
    this.#options.lines.write(this.#segment.fd, line)
  }

  /** Goes on in a new file as soon as there is one; where there is no room for it, in this file until the next batch. */
  async #rotate(): Promise<void> {
    const old = this.#segment
    const sequence = this.#sequence
    this.#sequence += 1
    try {
      this.#segment = await newSegment(this.#options.folder, sequence)
    } catch (error) {
      this.#options.log.error({ error }, 'the call journal goes on in its old file')
      return
    }
    // Its last lines may be on their way.
    void this.#options.lines.settle().then(() => closeFile(old.fd))
    await this.#remove(old)
  }

  async #remove(segment: Segment): Promise<void> {
    if (segment.pending > 0 || segment.removed) return
    segment.removed = true
    try {
      await unlink(segment.path)
    } catch (error) {
      this.#options.log.warn({ error, path: segment.path }, 'a stored journal segment could not be deleted')
    }
  }
}

/** An empty file that nobody else reads. @throws when there is no room for one */
async function newSegment(folder: string, sequence: number): Promise<Segment> {
  const path = join(folder, `${String(sequence).padStart(12, '0')}.jsonl`)
  return { path, fd: await openFile(path, 'ax', 0o600), bytes: 0, pending: 0, removed: false }
}

/** A database that is away says nothing of them: then they were interrupted, until somebody stores a better record. */
async function withoutThoseThatGoOn(
  open: readonly CallRecord[],
  { goOn, log }: CallJournalOptions,
): Promise<readonly CallRecord[]> {
  if (open.length === 0 || goOn === undefined) return open
  try {
    const going = await goOn(open.map(({ callId }) => callId))
    return open.filter(({ callId }) => !going.has(callId))
  } catch (error) {
    log.warn({ error }, 'whether calls of an earlier process go on elsewhere is not known')
    return open
  }
}

/** Reads segments, oldest first. A torn last line (the process died while writing) is passed over. */
function readSegments(paths: readonly string[]): { ended: CallRecord[]; open: CallRecord[] } {
  const ended = new Map<string, CallRecord>()
  const open = new Map<string, CallRecord>()
  const lastAlive = Math.round(Math.max(...paths.map((path) => statSync(path).mtimeMs)))
  for (const path of paths) {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const record = readLine(line)
      if (!record) continue
      if (line.startsWith('E')) {
        ended.set(record.callId, record)
        open.delete(record.callId)
      } else if (!ended.has(record.callId)) {
        open.set(record.callId, { ...record, endedAt: Math.max(record.endedAt, lastAlive) })
      }
    }
  }
  return { ended: [...ended.values()], open: [...open.values()] }
}

function readLine(line: string): CallRecord | undefined {
  if (line.length < 2) return undefined
  try {
    return JSON.parse(line.slice(1))
  } catch {
    return undefined
  }
}
