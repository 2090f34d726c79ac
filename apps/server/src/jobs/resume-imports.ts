/** Takes up imports whose server is gone: the queue itself would wait for hours to be sure. */
import { addJob, forsakenImports } from '@mainline/storage'
import type { Job } from './job.ts'
import { resumeKey, runImportJob } from './run-import.ts'

/** A server that runs an import gives a sign of life with every portion of lines, milliseconds. */
const SILENCE_MS = 60_000

export const resumeImports: Job = {
  name: 'resume-imports',
  schedule: '* * * * *',
  async run(_, { database: { kysely } }) {
    for (const importId of await forsakenImports(kysely, Date.now() - SILENCE_MS))
      await addJob(kysely, runImportJob, { importId }, { key: resumeKey(importId) })
  },
}
