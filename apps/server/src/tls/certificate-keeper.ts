/**
 * Keeps the certificate that we show: looks whether its files have changed (ACME clients replace them), takes the new one
 * when it is whole, keeps the old one and says so when it is not, and warns before it ends.
 */
import { stat } from 'node:fs/promises'
import type { Clock, Timer } from '@mainline/sip'
import type { Log } from '../log.ts'
import { type CertificateFiles, readCertificate, type ServerCertificate } from './certificate.ts'

const day = 86_400_000
/** Between looks at the files, milliseconds. Symbolic links that are turned are seen so, which watching does not. */
const lookAfterMs = 5_000
/** ACME clients renew thirty days ahead: later than this, one has failed for a while. */
const warnBeforeMs = 21 * day

export interface KeeperOptions {
  readonly files: CertificateFiles
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
  /** Every day: makes a certificate of ours anew in time. */
  readonly prepare?: (() => Promise<unknown>) | undefined
  /** Every day, and after each renewal: whether its end is near. @param endsSoon ms since 1970 when it is */
  readonly judged?: ((endsSoon: number | undefined) => void) | undefined
}

export class CertificateKeeper {
  readonly #options: KeeperOptions
  readonly #listeners = new Set<(certificate: ServerCertificate) => void>()
  #current: ServerCertificate
  /** State of the files that were taken, or refused. */
  #seen: string
  /** Of the last look: what changed is taken once it rests. */
  #changing: string | undefined
  #judgedAt = Number.NEGATIVE_INFINITY
  #timer: Timer
  #closed = false

  private constructor(options: KeeperOptions, current: ServerCertificate, seen: string) {
    this.#options = options
    this.#current = current
    this.#seen = seen
    this.#judge()
    this.#timer = this.#later()
  }

  /** @throws what is wrong with the files: the server does not start without what it shall show */
  static async open(options: KeeperOptions): Promise<CertificateKeeper> {
    const seen = await stateOf(options.files)
    return new CertificateKeeper(options, await readCertificate(options.files), seen)
  }

  get current(): ServerCertificate {
    return this.#current
  }

  /** Called with each new certificate. A listener that throws refuses it for all. */
  onRenewed(listener: (certificate: ServerCertificate) => void): void {
    this.#listeners.add(listener)
  }

  close(): void {
    this.#closed = true
    this.#options.clock.cancel(this.#timer)
  }

  /** Looks now. Files that changed are taken with the second look that finds them the same. */
  async look(): Promise<void> {
    const { clock, prepare, files } = this.#options
    const state = await stateOf(files)
    if (state !== this.#seen && state === this.#changing) {
      this.#seen = state
      await this.#take()
    }
    this.#changing = state
    // Judged in the future it was by a clock that has been put right since.
    if (Math.abs(clock.epoch() - this.#judgedAt) < day) return
    this.#judgedAt = clock.epoch()
    await prepare?.()
    this.#judge()
  }

  async #take(): Promise<void> {
    const { files, log } = this.#options
    try {
      const certificate = await readCertificate(files)
      for (const listener of this.#listeners) listener(certificate)
      this.#current = certificate
      log.info(
        { names: certificate.names, goodUntil: new Date(certificate.goodUntil).toISOString() },
        'the certificate was renewed',
      )
      this.#judge()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      log.error({ files, why }, 'a new certificate cannot be used; the former goes on')
    }
  }

  #judge(): void {
    const { clock, log, judged } = this.#options
    this.#judgedAt = clock.epoch()
    const left = this.#current.goodUntil - this.#judgedAt
    const soon = left < warnBeforeMs
    if (soon)
      log.warn(
        { names: this.#current.names, daysLeft: Math.floor(left / day) },
        left > 0 ? 'the certificate ends soon' : 'the certificate is not good any more',
      )
    judged?.(soon ? this.#current.goodUntil : undefined)
  }

  #later(): Timer {
    return this.#options.clock.after(lookAfterMs, () => {
      this.look()
        .catch((error: unknown) => this.#options.log.error({ error }, 'the certificate cannot be looked at'))
        .finally(() => {
          if (!this.#closed) this.#timer = this.#later()
        })
    })
  }
}

/** Changes whenever a file was replaced or written; one that is gone counts, too. */
async function stateOf({ certificate, key, authorities }: CertificateFiles): Promise<string> {
  const states = [certificate, key, authorities].map(async (file) => {
    if (file === undefined) return ''
    const about = await stat(file, { bigint: true }).catch(() => undefined)
    return about ? `${about.ino} ${about.mtimeNs} ${about.size}` : 'gone'
  })
  return (await Promise.all(states)).join(' ')
}
