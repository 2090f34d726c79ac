/**
 * Every minute: messages that an engine was recording which is gone and does not come back (C9). Its own start would take
 * them at once; others wait until the recording must be over, and for an hour for a server that has the audio.
 */
import { access } from 'node:fs/promises'
import { salvageMessages as keep } from '@mainline/engine'
import { salvageRecording } from '@mainline/media'
import { abandonedMessages, finishMessage } from '@mainline/storage'
import type { AudioStore } from '../audio/audio-store.ts'
import type { Job } from './job.ts'

/** After so long people hear of a message whose audio is on a server that is gone, ms. */
const AUDIO_PATIENCE_MS = 3_600_000

export const salvageMessages = (audio: AudioStore): Job => ({
  name: 'salvage-messages',
  schedule: '* * * * *',
  async run(_, { database, log }) {
    const db = database.kysely
    const now = Date.now()
    const messages = {
      async unfinished() {
        const found = await Promise.all(
          (await abandonedMessages(db, now)).map(async ({ id, organizationId, path, startedAt }) => {
            const locate = () => audio.locate(organizationId, path)
            const isHere = await locate()
              .then(({ file }) => access(file))
              .then(
                () => true,
                () => false,
              )
            return isHere || startedAt < now - AUDIO_PATIENCE_MS ? [{ id, locate }] : []
          }),
        )
        return found.flat()
      },
      finish: async (id: string, end: { seconds: number; cutShort: boolean }) => {
        await finishMessage(db, id, end)
      },
    }
    const kept = await keep(messages, ({ file, key }) => salvageRecording(file, key), log)
    if (kept > 0) log.warn({ kept }, 'messages of an engine that is gone have been kept')
  },
})
