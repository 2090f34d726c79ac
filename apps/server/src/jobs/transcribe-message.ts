/** What was said in a message as text, by the service that the operator configured; without one there is nothing to do. */
import { findMessage, setTranscript } from '@mainline/storage'
import type { AudioStore } from '../audio/audio-store.ts'
import type { Transcribe } from '../voicemail/transcribe.ts'
import type { Job } from './job.ts'

export interface TranscribeMessageNeeds {
  readonly audio: AudioStore
  /** The data folder of the audio, by the name that messages know it by. */
  readonly recorder: string
  /** undefined: no service is configured */
  readonly transcribe: Transcribe | undefined
}

export const transcribeMessage = ({
  audio,
  recorder,
  transcribe,
}: TranscribeMessageNeeds): Job<{ messageId: string }> => ({
  name: 'transcribe-message',
  async run({ messageId }, { database: { kysely: db }, log }, { last, signal }) {
    if (!transcribe) return
    const message = await findMessage(db, messageId)
    if (!message || message.transcription === 'done' || message.state === 'deleted') return
    try {
      const wav = await audio.read(message.organizationId, message.path)
      if (!wav && message.recorder === recorder) return await setTranscript(db, messageId, 'failed')
      // Whoever has it may take the job next time.
      if (!wav) throw new Error('the recording is not on this server')
      if (message.transcription !== 'waiting') await setTranscript(db, messageId, 'waiting')
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
