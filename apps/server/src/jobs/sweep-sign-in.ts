/** Forgets sessions, links and failed attempts that are past. */
import { sweepSignIn as sweep } from '@mainline/storage'
import type { Job } from './job.ts'

export const sweepSignIn: Job = {
  name: 'sweep-sign-in',
  schedule: '17 * * * *',
  run: (_, { database }) => sweep(database.kysely),
}
