/** Voicemail of a number (C9): what a call needs to know of it. */

/** The mailbox a message goes to. */
export interface Mailbox {
  readonly id: string
  /** Spoken by the default greeting: "You have reached …". */
  readonly name: string
  /** Opaque reference of the recorded or uploaded greeting; undefined means the default by name. */
  readonly greeting?: string | undefined
}
