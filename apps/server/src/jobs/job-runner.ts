/** Works the queue off: takes jobs as they are added, tries failed ones again, adds scheduled ones at their time. */
import { EventEmitter } from 'node:events'
import { type Clock, systemClock } from '@mainline/sip'
import { freeJobsOfTheDead, nameJobWorkers } from '@mainline/storage'
import type { Runner, TaskList, WorkerEvents } from 'graphile-worker'
import type { Job, JobNeeds } from './job.ts'

/** Jobs at once in this server, as many as the pool has connections. What may be slow has a share: letters four (by queues), webhooks three, imports two. */
const CONCURRENCY = 10
/** A new job is announced; the queue is looked at again this often for those that wait for their time, milliseconds. */
const POLL_MS = 3_000

/** After the queue could not be worked off it is taken up again so much later, milliseconds. */
const AGAIN_MS = 1_000

/** Workers that have all ended may still write down what became of their last jobs for so long, milliseconds. */
const LAST_WRITES_MS = 5_000

export interface JobRunner {
  /** Settled when jobs are worked off for the first time, or when it was stopped before that. */
  readonly begun: Promise<void>
  /** Takes no more jobs and waits for those that run. */
  stop(): Promise<void>
}

export interface JobRunnerOptions {
  // biome-ignore lint/suspicious/noExplicitAny: the payloads differ from job to job
  readonly jobs: readonly Job<any>[]
  readonly needs: JobNeeds
  /** Of this server: when it is lost, the jobs that it had taken are free again. */
  readonly engineId?: string
  readonly clock?: Clock
}

/** One pool of workers: it ends when it is stopped, or by itself when it could not write down what became of a job. */
interface Pool {
  /** Takes no more jobs. */
  stop(): void
  /** Settled when no job of it runs any more. */
  readonly ended: Promise<void>
}

/**
 * Starts to work, and goes on when the database was away, at the start too. The queue's tables are there: opening the
 * database made them.
 */
export function startJobs(options: JobRunnerOptions): JobRunner {
  const { clock = systemClock(), needs } = options
  const begun = Promise.withResolvers<void>()
  let stopped = false
  let pool: Pool | undefined
  const going = (async () => {
    while (!stopped) {
      try {
        const again = pool !== undefined
        pool = await begin(options, clock)
        if (again) needs.log.warn({}, 'jobs are run again')
        begun.resolve()
        if (stopped) pool.stop()
        await pool.ended
      } catch (error) {
        needs.log.warn({ error }, 'jobs cannot be run yet')
      }
      if (!stopped) await new Promise<void>((passed) => clock.after(AGAIN_MS, passed))
    }
  })()
  return {
    begun: begun.promise,
    async stop() {
      stopped = true
      begun.resolve()
      pool?.stop()
      await going
    },
  }
}

/**
 * The end of a pool, told by its workers too: one in which two jobs ended while the database was away counts its
 * writes wrongly and never says that they are over (graphile/worker#636).
 */
function endOf(runner: Runner, events: WorkerEvents, clock: Clock): Promise<void> {
  return new Promise((over) => {
    const soon = () => void clock.after(LAST_WRITES_MS, over)
    events.on('pool:gracefulShutdown:complete', soon)
    events.on('pool:forcefulShutdown:complete', soon)
    events.on('pool:forcefulShutdown:error', soon)
    runner.promise.then(over, () => over())
  })
}

async function begin({ jobs, needs, engineId }: JobRunnerOptions, clock: Clock): Promise<Pool> {
  const { Logger, parseCronItems, run } = await import('graphile-worker')
  const { database, log } = needs
  const workers: string[] = []
  const events: WorkerEvents = new EventEmitter()
  // A job is taken in the name of the pool.
  events.on('pool:create', ({ workerPool }) => workers.push(workerPool.id))
  const runner = await run({
    events,
    pgPool: database.pool,
    preset: {
      worker: {
        concurrentJobs: CONCURRENCY,
        pollInterval: POLL_MS,
        // Batches of whatever ended at once: alone a job that cannot be marked as done would end the process.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    // The process has its own way to stop.
    noHandleSignals: true,
    logger: new Logger(() => (level, message, meta) => {
      const { error } = meta
      log[level === 'warning' ? 'warn' : level === 'info' ? 'debug' : level]({ error }, message)
    }),
    taskList: Object.fromEntries(jobs.map((job) => [job.name, taskOf(job, needs)])),
    parsedCronItems: parseCronItems(
      jobs.flatMap(({ name, schedule, catchUpMs = 0 }) =>
        schedule === undefined
          ? []
          : [{ task: name, match: schedule, options: { jobKey: name, backfillPeriod: catchUpMs } }],
      ),
    ),
  })
  const pool: Pool = {
    stop: () => void runner.stop().catch(() => {}),
    ended: endOf(runner, events, clock),
  }
  // Its own schedule goes on beside that of the next pool as long as it is not stopped.
  void pool.ended.then(pool.stop)
  if (engineId === undefined) return pool
  try {
    await nameJobWorkers(database.kysely, engineId, workers)
    // A server that was killed leaves jobs behind that it had taken; so does a pool of ours that ended.
    await freeJobsOfTheDead(database.kysely)
    return pool
  } catch (error) {
    // It works already, and under a name of nobody its jobs would be taken for those of the dead.
    pool.stop()
    await pool.ended
    throw error
  }
}

function taskOf(job: Job, needs: JobNeeds): TaskList[string] {
  return async (payload, { job: row, abortSignal: signal }) => {
    const attempt = row.attempts
    const last = attempt >= row.max_attempts
    try {
      await job.run(payload, needs, { attempt, last, signal })
    } catch (error) {
      needs.log[last ? 'error' : 'warn']({ error, job: job.name, attempt }, 'a job failed')
      throw error
    }
  }
}
