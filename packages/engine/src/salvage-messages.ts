/** At start: messages that a process which died was recording are kept, as far as their audio reached the disk (C9). */
import type { StoredAudio } from './media-port.ts'
import type { EngineLog, MessageStore } from './ports.ts'

/** Repairs the file of a recording that was cut off, and measures it. */
export type SalvageRecording = (audio: StoredAudio) => Promise<{ readonly seconds: number }>

/**
 * What cannot be written down of one message is logged and keeps neither the others nor the start: it stays unfinished.
 *
 * @returns how many messages were kept, marked "cut short"
 */
export async function salvageMessages(
  messages: Pick<MessageStore, 'unfinished' | 'finish'>,
  salvage: SalvageRecording,
  log: EngineLog,
): Promise<number> {
  let kept = 0
  for (const message of await messages.unfinished()) {
    const { id } = message
    // Whatever is wrong with the file or its key, the message stays.
    const { seconds } = await message
      .locate()
      .then(salvage)
      .catch((error: unknown) => {
        log.warn({ error, messageId: id }, 'the audio of a message could not be salvaged')
        return { seconds: 0 }
      })
    try {
      await messages.finish(id, { seconds, cutShort: true })
      kept += 1
    } catch (error) {
      log.warn({ error, messageId: id }, 'a message that was cut short could not be kept')
    }
  }
  return kept
}
