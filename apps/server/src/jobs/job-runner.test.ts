/** The queue with its runner, on a real database. */
import { type Clock, systemClock } from '@mainline/sip'
import { addJob, beatEngine, type Database, inTransaction, newId } from '@mainline/storage'
import { openTestDatabase } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openLog } from '../log.ts'
import type { Job, JobRun } from './job.ts'
import { type JobRunnerOptions, startJobs } from './job-runner.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
}, 60_000)
afterAll(() => database.close())

/** Nobody waits for the seconds that the runner does. */
const hasty: Clock = {
  ...systemClock(),
  after: (milliseconds, fire) => systemClock().after(milliseconds / 50, fire),
}

const log = openLog('silent', 'jobs')

/** Runs one job, named after the test, and keeps what it was run with. */
async function working(
  name: string,
  behave: (payload: object, run: JobRun) => unknown = () => {},
  options: Partial<Pick<JobRunnerOptions, 'clock' | 'needs'>> = {},
) {
  const runs: { payload: object; run: JobRun }[] = []
  const waiting: { count: number; reached: () => void }[] = []
  const job: Job<object> = {
    name,
    async run(payload, _, run) {
      runs.push({ payload, run })
      for (const { count, reached } of waiting) if (runs.length >= count) reached()
      await behave(payload, run)
    },
  }
  const runner = startJobs({
    jobs: [job],
    engineId: newId(),
    needs: { database, log },
    ...options,
  })
  onTestFinished(() => runner.stop())
  await runner.begun
  return {
    runs,
    ran: (count: number) =>
      new Promise<void>((reached) => {
        if (runs.length >= count) reached()
        else waiting.push({ count, reached })
      }),
  }
}

/** Ends every connection but the one that asks, as a restart of the database does. */
const killOthers = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

const queued = async (name: string) =>
  (await database.pool.query('select * from graphile_worker.jobs where task_identifier = $1', [name])).rows

describe('a job', () => {
  it('runs after the commit of the change that added it, with its payload', async () => {
    const worker = await working('after-commit')
    await inTransaction(database.kysely, async (tx) => {
      await addJob(tx, 'after-commit', { number: '+442079460000' })
    })
    await worker.ran(1)
    expect(worker.runs[0]).toMatchObject({ payload: { number: '+442079460000' }, run: { attempt: 1 } })
  })

  it('goes with the change that is rolled back', async () => {
    const rolledBack = inTransaction(database.kysely, async (tx) => {
      await addJob(tx, 'rolled-back')
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    expect(await queued('rolled-back')).toEqual([])
  })

  it('of the same key waits once, with the last payload', async () => {
    const later = { key: 'once', runAt: Date.now() + 3_600_000 }
    await addJob(database.kysely, 'keyed', { at: 1 }, later)
    await addJob(database.kysely, 'keyed', { at: 2 }, later)
    const jobs = await queued('keyed')
    expect(jobs).toHaveLength(1)
    expect(jobs[0].run_at.getTime()).toBe(later.runAt)
  })

  it('that fails is tried again later, and says so', async () => {
    const worker = await working('failing', () => {
      throw new Error('the mail server is away')
    })
    await addJob(database.kysely, 'failing')
    await worker.ran(1)
    let [job] = await queued('failing')
    // What became of it is written after it ran.
    while (job.locked_at !== null) [job] = await queued('failing')
    expect(job).toMatchObject({ attempts: 1, last_error: 'the mail server is away' })
    expect(job.run_at.getTime()).toBeGreaterThan(Date.now())
  })
})

describe('the queue', () => {
  it('gives each job to one of several servers', async () => {
    const one = await working('shared')
    const two = await working('shared')
    for (let index = 0; index < 20; index++) await addJob(database.kysely, 'shared', { index })
    while (one.runs.length + two.runs.length < 20)
      await Promise.race([one.ran(one.runs.length + 1), two.ran(two.runs.length + 1)])
    const seen = [...one.runs, ...two.runs].map(({ payload }) => (payload as { index: number }).index)
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index))
  })

  it('takes jobs in a name that is known, so that those of the dead can be told', async () => {
    let known: unknown
    const held = Promise.withResolvers<void>()
    const worker = await working('named', async () => {
      const { rows } = await database.pool.query(
        'select count(*)::int as count from graphile_worker._private_jobs j join job_workers w on w.id = j.locked_by',
      )
      known = rows[0]?.count
      held.resolve()
    })
    await addJob(database.kysely, 'named')
    await worker.ran(1)
    await held.promise
    expect(known).toBe(1)
  })

  it('takes the jobs of the API from a role that may read none of its tables', async () => {
    const client = await database.pool.connect()
    try {
      await client.query('begin; set local role mainline_operator')
      await client.query(`select add_job('deliver-webhook', '{}', null, null, null)`)
      await client.query('commit')
    } finally {
      client.release()
    }
    expect(await queued('deliver-webhook')).toHaveLength(1)
  })

  it('goes on when the database was away while a job ended', async () => {
    const worker = await working(
      'through-an-outage',
      async (payload, { attempt }) => {
        if ('ends' in payload && attempt === 1) await database.pool.query(killOthers)
      },
      { clock: hasty },
    )
    await addJob(database.kysely, 'through-an-outage', { ends: 'in the outage' })
    await worker.ran(1)
    // The first connections that the pool gives out may be dead ones.
    const add = (): Promise<void> => addJob(database.kysely, 'through-an-outage').catch(add)
    await add()
    await worker.ran(2)
  })

  it('goes on when jobs ended one after the other while what became of them could not be written down', async () => {
    const logged = vi.fn()
    const held = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
    const worker = await working(
      'ended-in-an-outage',
      (payload) => ('index' in payload ? held[Number(payload.index)]?.promise : undefined),
      {
        clock: hasty,
        needs: { database, log: Object.assign(openLog('silent', 'jobs'), { error: logged }) },
      },
    )
    await database.pool.query(`create function refuse() returns trigger language plpgsql as
      $$ begin raise 'the database is away'; end $$;
      create trigger refuse before delete on graphile_worker._private_jobs execute function refuse()`)
    for (const index of held.keys()) await addJob(database.kysely, 'ended-in-an-outage', { index })
    await worker.ran(held.length)
    for (const [index, { resolve }] of held.entries()) {
      resolve()
      await vi.waitFor(() => {
        const lines = logged.mock.calls.filter(([, line]) => `${line}`.startsWith('Failed to complete jobs'))
        expect(lines).toHaveLength(index + 1)
      }, 10_000)
    }
    await database.pool.query('drop trigger refuse on graphile_worker._private_jobs; drop function refuse')
    await addJob(database.kysely, 'ended-in-an-outage', { index: 'afterwards' })
    // Those that were not written down are done once more.
    await worker.ran(2 * held.length + 1)
    expect(worker.runs.map(({ payload }) => payload)).toContainEqual({ index: 'afterwards' })
  })

  it('does not work where its name could not be written down: its jobs would be done twice', async () => {
    const own = await openTestDatabase()
    onTestFinished(() => own.close())
    let ran = 0
    const job: Job<object> = { name: 'nameless', run: async () => void ran++ }
    const warned = vi.fn()
    const needs = { database: own, log: Object.assign(openLog('silent', 'jobs'), { warn: warned }) }
    // As an outage between the start of the runner and its name.
    await own.pool.query('alter table job_workers rename to job_workers_away')
    const engineId = newId()
    await beatEngine(own.kysely, engineId, 'here')
    const runner = startJobs({ jobs: [job], engineId, needs, clock: hasty })
    await vi.waitFor(() => expect(warned.mock.calls.length).toBeGreaterThan(2), 10_000)
    expect(warned.mock.lastCall).toEqual([
      { error: expect.objectContaining({ message: expect.stringContaining('job_workers') }) },
      'jobs cannot be run yet',
    ])
    await addJob(own.kysely, 'nameless')
    await own.pool.query('alter table job_workers_away rename to job_workers')
    await vi.waitFor(() => expect(ran).toBe(1), 10_000)
    await runner.stop()
    expect(ran).toBe(1)
    expect(own.pool.totalCount - own.pool.idleCount).toBe(0)
  })
})
