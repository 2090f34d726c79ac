/** The recording of a message as WAV, whole or a range of it (C9; RFC 9110 §14). Who heard it is on record (N11). */
import type * as contract from '@mainline/contract'
import { levelledWav } from '@mainline/media'
import * as storage from '@mainline/storage'
import type { AudioStore } from '../../audio/audio-store.ts'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentAudio } from './present-audio.ts'

export interface AudioNeeds {
  /** Messages and greetings as they are heard. */
  readonly audio: AudioStore
}

export const getMessageAudio =
  ({ audio }: AudioNeeds): Handler<typeof contract.getMessageAudio> =>
  async ({ params, query }, { db, header, headOnly, principal }) => {
    const recording = await recordingOf(db, audio, params.messageId)
    if (recording instanceof Refused) return recording
    const { message, wav } = recording
    const access = { way: 'console', by: principal.name, at: Date.now() } as const
    if (!headOnly) await storage.noteMessageAccess(db, message.id, access)
    return presentAudio(query.levelled ? levelledWav(wav) : wav, header('range'))
  }

/** A message that somebody may see, with what was recorded. */
export async function recordingOf(
  db: storage.Db,
  audio: AudioStore,
  messageId: string,
): Promise<{ readonly message: storage.Message; readonly wav: Buffer } | Refused> {
  const message = await storage.findMessage(db, messageId)
  if (!message) return noSuch('message')
  if (message.state === 'recording') return new Refused('wrong-state', 'the message is still being recorded')
  const wav = await audio.read(message.organizationId, message.path)
  if (!wav) return new Refused('audio-missing', 'the recording cannot be found')
  return { message, wav }
}
