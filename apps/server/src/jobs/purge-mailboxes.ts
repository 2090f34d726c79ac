/** Daily: mailboxes of organizations that left go when their site has kept them long enough, audio included (N7). */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { purgeMailboxes as purge } from '@mainline/storage'
import type { Job } from './job.ts'

/** @param recordingsFolder of this server; audio that lies on another one is not reached */
export const purgeMailboxes = (recordingsFolder: string): Job => ({
  name: 'purge-mailboxes',
  schedule: '43 2 * * *',
  catchUpMs: 86_400_000,
  async run(_, { database, log }) {
    const files = await purge(database.kysely, Date.now())
    for (const file of files) await rm(join(recordingsFolder, file), { force: true })
    if (files.length > 0)
      log.info({ files: files.length }, 'messages of organizations that left were deleted')
  },
})
