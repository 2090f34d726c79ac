/** A WAV file from outside as the telephone has it, or why it cannot be. */
import { inspectWav, readWavAsTelephone, WavError } from '@mainline/media'
import { longestGreetingSeconds } from '@mainline/pbx'

/** Anything shorter is a slip of a finger. */
const shortestSeconds = 0.5

export type Converted =
  | { readonly samples: Int16Array; readonly seconds: number }
  | { readonly fault: 'audio-unreadable' | 'audio-cut' | 'audio-length'; readonly words: string }

/** Its length is judged before its samples are read: what is too long costs nothing. */
export function toTelephone(file: Buffer): Converted {
  try {
    const { seconds } = inspectWav(file)
    if (!(seconds >= shortestSeconds && seconds <= longestGreetingSeconds))
      return { fault: 'audio-length', words: `the audio lasts ${seconds.toFixed(1)} s` }
    const samples = readWavAsTelephone(file)
    return { samples, seconds: samples.length / 8000 }
  } catch (error) {
    if (!(error instanceof WavError)) throw error
    return { fault: error.cut ? 'audio-cut' : 'audio-unreadable', words: error.message }
  }
}
