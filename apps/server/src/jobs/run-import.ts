/** Runs an import; at most one server at a time does. */
import { runImport } from '../imports/run-import.ts'
import type { Job } from './job.ts'

export const runImportJob: Job<{ importId: string }> = {
  name: 'run-import',
  run: ({ importId }, { database }, { signal }) => runImport(database, importId, signal),
}
