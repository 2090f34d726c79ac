/** Works the queue off: takes jobs as they are added, tries failed ones again, adds scheduled ones at their time. */
import { EventEmitter } from 'node:events'
import { freeJobsOfTheDead, nameJobWorkers } from '@mainline/storage'
import type { Runner, TaskList, WorkerEvents } from 'graphile-worker'
import type { Job, JobNeeds } from './job.ts'

/** Jobs at once in this server; of letters about messages two at most, so that slow mail holds up nothing else. */
const CONCURRENCY = 6
/** A new job is announced; the queue is looked at again this often for those that wait for their time, milliseconds. */
const POLL_MS = 3_000

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
}

/** Starts to work. The queue's tables are there: opening the database has made them. */
export async function startJobs({ jobs, needs, engineId }: JobRunnerOptions): Promise<JobRunner> {
  const { Logger, parseCronItems, run } = await import('graphile-worker')
  const { database, log } = needs
  const workers: string[] = []
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => workers.push(worker.workerId))
  const runner = await run({
    events,
    pgPool: database.pool,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
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
  if (engineId !== undefined) {
    await nameJobWorkers(database.kysely, engineId, workers)
    // A server that was killed leaves jobs behind that it had taken.
    await freeJobsOfTheDead(database.kysely)
  }
  return { stop: () => stop(runner) }
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

async function stop(runner: Runner): Promise<void> {
  await runner.stop()
  await runner.promise
}
