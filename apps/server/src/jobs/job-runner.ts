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

export interface JobRunner {
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

/** Starts to work, and goes on when the database was away. The queue's tables are there: opening the database made them. */
export async function startJobs(options: JobRunnerOptions): Promise<JobRunner> {
  const { clock = systemClock() } = options
  const ended = new AbortController()
  let runner = await begin(options)
  const going = (async () => {
    for (;;) {
      // It ends by itself when it could not write down what became of a job.
      await runner.promise.catch(() => {})
      if (ended.signal.aborted) return
      const again = await beginAgain(options, clock, ended.signal)
      if (!again) return
      runner = again
      if (ended.signal.aborted) await runner.stop()
    }
  })()
  return {
    async stop() {
      ended.abort()
      await runner.stop().catch(() => {})
      await going
    },
  }
}

async function beginAgain(
  options: JobRunnerOptions,
  clock: Clock,
  ended: AbortSignal,
): Promise<Runner | undefined> {
  while (!ended.aborted) {
    await new Promise<void>((passed) => clock.after(AGAIN_MS, passed))
    try {
      if (ended.aborted) return undefined
      const runner = await begin(options)
      options.needs.log.warn({}, 'jobs are run again')
      return runner
    } catch (error) {
      options.needs.log.warn({ error }, 'jobs cannot be run yet')
    }
  }
  return undefined
}

async function begin({ jobs, needs, engineId }: JobRunnerOptions): Promise<Runner> {
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
  if (engineId === undefined) return runner
  try {
    await nameJobWorkers(database.kysely, engineId, workers)
    // A server that was killed leaves jobs behind that it had taken; so does a pool of ours that ended.
    await freeJobsOfTheDead(database.kysely)
    return runner
  } catch (error) {
    // It works already, and under a name of nobody its jobs would be taken for those of the dead.
    await runner.stop().catch(() => {})
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
