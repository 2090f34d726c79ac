/** What was said in a message as text, by the service that the operator configured; without one there is nothing to do. */
import { findMessage, setTranscript } from '@mainline/storage'
import type { AudioStore } from '../audio/audio-store.ts'
import type { Transcribe } from '../voicemail/transcribe.ts'
import type { Job } from './job.ts'

/** @param transcribe undefined: no service is configured */
export const transcribeMessage = (
  audio: AudioStore,
  transcribe: Transcribe | undefined,
): Job<{ messageId: string }> => ({
  name: 'transcribe-message',
  async run({ messageId }, { database: { kysely: db }, log }, { last, signal }) {
    if (!transcribe) return
    const message = await findMessage(db, messageId)
    if (!message || message.transcription === 'done' || message.state === 'deleted') return
    const wav = await audio.read(message.organizationId, message.path)
    if (!wav) return setTranscript(db, messageId, 'failed')
    if (message.transcription !== 'waiting') await setTranscript(db, messageId, 'waiting')
    try {
      await setTranscript(db, messageId, 'done', await transcribe(wav, signal))
    } catch (error) {
      if (last) {
        log.warn({ messageId }, 'a message could not be written down')
        await setTranscript(db, messageId, 'failed')
      }
      throw error
    }
  },
})
