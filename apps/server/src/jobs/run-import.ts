/** Runs an import; at most one server at a time does. One that cannot be run to its end fails, and says so. */
import { addJob, endImport, findImport, type SecretBox } from '@mainline/storage'
import { runImport } from '../imports/run-import.ts'
import type { Job } from './job.ts'

export const runImportJob = 'run-import'

/** Imports that this server runs at once: their share of the jobs in `job-runner.ts`. */
const AT_ONCE = 2
/** Whoever finds no room looks again after so long, ms. */
const LOOK_MS = 1_000

/** @param secrets what the file is sealed with */
export function importRunner(secrets: SecretBox): Job<{ importId: string }> {
  let running = 0
  return {
    name: runImportJob,
    async run({ importId }, { database, log }, { last, signal }) {
      if (running >= AT_ONCE) {
        const later = { key: resumeKey(importId), runAt: Date.now() + LOOK_MS }
        return addJob(database.kysely, runImportJob, { importId }, later)
      }
      running++
      try {
        await runImport(database, secrets, importId, signal)
      } catch (error) {
        // The server is stopping: another one goes on.
        if (signal.aborted) throw error
        const hopeless =
          last || cannotGetBetter(error) || (await isTriedLongEnough(database.kysely, importId))
        if (!hopeless) throw error
        await endImport(database.kysely, importId, 'failed', reason)
        log.error({ error, import: importId }, 'an import was given up')
      } finally {
        running--
      }
    },
  }
}

/** Key of a job that takes an import up again. */
export const resumeKey = (importId: string): string => `resume-${importId}`

const reason =
  'The server met an error that is not in a line of the file. What was written by best effort stays. Import the file again; when it fails again, ask whoever runs the server to look into its log.'

/** An import that began so long ago and fails still is given up, milliseconds: each server that takes it up counts its tries anew. */
const TRIED_LONG_ENOUGH_MS = 3_600_000

async function isTriedLongEnough(db: Parameters<typeof findImport>[0], id: string): Promise<boolean> {
  const startedAt = (await findImport(db, id))?.startedAt
  return startedAt != null && startedAt < Date.now() - TRIED_LONG_ENOUGH_MS
}

/** Data that the database does not take (SQLSTATE class 22, PostgreSQL Appendix A), or a fault of the program: the same again next time. */
function cannotGetBetter(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true
  return error instanceof Error && 'code' in error && /^22\w{3}$/.test(String(error.code))
}
