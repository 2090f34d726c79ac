/** Daily: messages that were kept long enough go, audio first, and deleted ones that can be restored no more. */
import { purgeMessages as purge } from '@mainline/storage'
import type { AudioStore } from '../audio/audio-store.ts'
import type { Job } from './job.ts'

export const purgeMessages = (audio: AudioStore): Job => ({
  name: 'purge-messages',
  schedule: '53 2 * * *',
  catchUpMs: 86_400_000,
  async run(_, { database, log }) {
    let gone = 0
    for (let batch = -1; batch !== 0; gone += batch) {
      batch = await database.kysely.transaction().execute(async (tx) => {
        const files = await purge(tx, Date.now())
        for (const file of files) await audio.remove(file)
        return files.length
      })
    }
    if (gone > 0) log.info({ messages: gone }, 'messages whose time was over were deleted')
  },
})
