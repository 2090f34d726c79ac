/**
 * Daily: mailboxes of organizations that left go when their site has kept them long enough, audio included (N7); with its
 * last mailbox goes the key of the organization, so that copies of the audio elsewhere are noise.
 */
import { destroyKeys, forgetErasedAudio, purgeMailboxes as purge } from '@mainline/storage'
import type { AudioStore } from '../audio/audio-store.ts'
import type { Job } from './job.ts'

/** Each server has so long to find out what audio is to go. */
const FOUND_WITHIN_MS = 90 * 86_400_000

/** @param audio of this server; what lies on another one goes with its next sweep, and cannot be heard before */
export const purgeMailboxes = (audio: AudioStore): Job => ({
  name: 'purge-mailboxes',
  schedule: '43 2 * * *',
  catchUpMs: 86_400_000,
  async run(_, { database, log }) {
    const files = await purge(database.kysely, Date.now())
    for (const file of files) await audio.remove(file)
    if (files.length > 0)
      log.info({ files: files.length }, 'messages of organizations that left were deleted')
    const keys = await destroyKeys(database.kysely)
    for (const organizationId of keys) audio.forget(organizationId)
    if (keys.length > 0) log.info({ keys: keys.length }, 'keys of organizations that left were destroyed')
    await forgetErasedAudio(database.kysely, Date.now() - FOUND_WITHIN_MS)
  },
})
