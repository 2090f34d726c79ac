/**
 * Work that follows a change or the clock: retried until it succeeds, on whichever server takes it. One file a job;
 * `jobs.ts` lists them, `storage.addJob` adds one in the transaction of the change that it follows.
 */
import type { Database } from '@mainline/storage'
import type { Log } from '../log.ts'

/** What jobs work with. A job names the part that it uses. */
export interface JobNeeds {
  /** Across all tenants: a job acts as the platform itself, for the audit as "Mainline" (N11). */
  readonly database: Database
  readonly log: Log
}

/** What a job may know of its present run. */
export interface JobRun {
  /** 1 at the first try. */
  readonly attempt: number
  /** The last one: what fails now is given up. */
  readonly last: boolean
  /** Fires when the server stops and has waited long enough: end soon, the job is run again elsewhere. */
  readonly signal: AbortSignal
}

export interface Job<Payload = unknown> {
  /** `sweep-cooldown`: the name of its file, and of `addJob`. */
  readonly name: string
  /** Five fields of cron, UTC. Of several servers one adds it. */
  readonly schedule?: string
  /** A schedule that was missed while no server ran is made up for within this time, milliseconds. */
  readonly catchUpMs?: number
  /** @throws to be tried again later, with growing waits */
  run(payload: Payload, needs: JobNeeds, about: JobRun): Promise<void>
}
