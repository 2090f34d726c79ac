/** The audio that is kept for tenants: where it lies, and the key that it is encrypted with. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import type { StoredAudio } from '@mainline/engine'
import { openAudio, sealAudio } from '@mainline/media'
import { type Db, organizationKey, type SecretBox } from '@mainline/storage'

/** Ends the name of a file that nobody has kept yet; what a crash leaves of such goes with the next sweep (sweep-audio.ts). */
export const UNFINISHED = '.part'
/** How long a key is kept in memory, milliseconds; one that is over goes with the next that is asked for. */
const KEY_KEPT_MS = 600_000

export interface AudioStoreOptions {
  /** The whole database: tenants do not read keys. */
  readonly db: Db
  readonly secrets: SecretBox
  /** Folder below which all of it lies. */
  readonly folder: string
  /** Milliseconds that only grow; the process's own when left out. */
  readonly now?: () => number
}

const monotonic = () => performance.now()

export class AudioStore {
  readonly #options: AudioStoreOptions
  readonly #keys = new Map<string, { readonly key: Promise<string>; readonly until: number }>()

  constructor(options: AudioStoreOptions) {
    this.#options = options
  }

  /** How many organizations' keys are in memory. */
  get keys(): number {
    return this.#keys.size
  }

  /** @throws when the path leads out of the folder, or the key cannot be had */
  async locate(organizationId: string, path: string): Promise<StoredAudio> {
    return { file: this.#fileOf(path), key: await this.#keyOf(organizationId) }
  }

  /**
   * A recording as WAV; undefined when it is not in this folder, though it may be in that of another server.
   *
   * @throws when it is there and cannot be read, perhaps only now: whoever asks again may have it; SealError: it does not open
   */
  async read(organizationId: string, path: string): Promise<Buffer | undefined> {
    const { file, key } = await this.locate(organizationId, path)
    const stored = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    return stored && openAudio(stored, key)
  }

  /** Keeps samples of the telephone (8000 Hz, one channel), encrypted, on disk when it resolves. */
  async write(organizationId: string, path: string, samples: Int16Array): Promise<void> {
    const { file, key = '' } = await this.locate(organizationId, path)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const unfinished = `${file}${UNFINISHED}`
    const handle = await open(unfinished, 'w', 0o600)
    try {
      await handle.writeFile(sealAudio(samples, key))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, file)
  }

  /** Gives an unfinished file its name. @returns its path from now on */
  async keep(unfinished: string): Promise<string> {
    const path = unfinished.slice(0, -UNFINISHED.length)
    await rename(this.#fileOf(unfinished), this.#fileOf(path))
    return path
  }

  /** The key of an organization was destroyed: it goes here at once; whoever else has it keeps it ten minutes. */
  forget(organizationId: string): void {
    this.#keys.delete(organizationId)
  }

  async remove(path: string): Promise<void> {
    await rm(this.#fileOf(path), { force: true })
  }

  #fileOf(path: string): string {
    const folder = resolve(this.#options.folder)
    const file = resolve(folder, path)
    if (!file.startsWith(folder + sep)) throw new Error('the path leads out of the recordings')
    return file
  }

  #keyOf(organizationId: string): Promise<string> {
    const now = (this.#options.now ?? monotonic)()
    const known = this.#keys.get(organizationId)
    if (known && known.until > now) return known.key
    for (const [id, { until }] of this.#keys) if (until <= now) this.#keys.delete(id)
    const key = organizationKey(this.#options.db, this.#options.secrets, organizationId)
    this.#keys.set(organizationId, { key, until: now + KEY_KEPT_MS })
    // Asked again next time: the database may have been away.
    key.catch(() => this.#keys.delete(organizationId))
    return key
  }
}
