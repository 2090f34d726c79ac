/** At start: messages that a process which died was recording are kept, as far as their audio reached the disk (C9). */
import type { StoredAudio } from './media-port.ts'
import type { EngineLog, MessageStore } from './ports.ts'

/** Repairs the file of a recording that was cut off, and measures it. */
export type SalvageRecording = (audio: StoredAudio) => Promise<{ readonly seconds: number }>

/** @returns how many messages were kept, marked "cut short" */
export async function salvageMessages(
  messages: Pick<MessageStore, 'unfinished' | 'finish'>,
  salvage: SalvageRecording,
  log: EngineLog,
): Promise<number> {
  const unfinished = await messages.unfinished()
  for (const { id, ...audio } of unfinished) {
    // Whatever is wrong with the file, the message stays.
    const { seconds } = await salvage(audio).catch((error: unknown) => {
      log.warn({ error, file: audio.file }, 'the audio of a message could not be salvaged')
      return { seconds: 0 }
    })
    await messages.finish(id, { seconds, cutShort: true })
  }
  return unfinished.length
}
