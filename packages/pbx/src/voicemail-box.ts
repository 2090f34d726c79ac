/** Voicemail of a number (C9): what a call needs to know of it. */

/** The mailbox a message goes to. */
export interface Mailbox {
  readonly id: string
  /** Spoken by the default greeting: "You have reached …". */
  readonly name: string
  /** Opaque reference of the recorded or uploaded greeting; undefined means the default by name. */
  readonly greeting?: string | undefined
}

/** Longest message in seconds (C9). */
export const longestMessageSeconds = 300
/** Silence that ends a message, seconds (C9). */
export const endingSilenceSeconds = 10
/** Less speech than this, in seconds, is a missed call and no message (C9). */
export const leastSpeechSeconds = 2
