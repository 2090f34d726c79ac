/** Messages and mailboxes (C9, C10): where their audio lies, and who may hear it. */
import type { HeardState, OpenedMailbox, PortalMessage, RecordedKind, RefusalCode } from '@mainline/pbx'
import type { StoredAudio } from '../media-port.ts'

/** Something said with a company's name, in which language (BCP 47). */
export interface SentenceWithName {
  /** The greeting of a mailbox that has none of its own; or to somebody outside: a call for whom, and which keys take it. */
  readonly sentence: 'you-have-reached' | 'call-for'
  readonly organizationId: string
  /** Of the number: with it goes what was spoken for it. */
  readonly mailboxId: string
  readonly name: string
  readonly language: string
}

/** Voicemail: the row exists before the beep (C9). */
export interface MessageStore {
  /** Whether a message can be taken, so that nobody hears a greeting for nothing. */
  hasRoom(mailboxId: string): Promise<boolean>
  /** @returns the message's id and what to record into, or why no message can be taken */
  begin(message: {
    mailboxId: string
    callId: string
    callerNumber: string | null
    callerName: string | null
    startedAt: number
  }): Promise<(StoredAudio & { id: string }) | { unavailable: 'full' | 'storage-error' }>
  finish(id: string, end: { seconds: number; cutShort: boolean }): Promise<void>
  /** Where audio of an organization lies that is known by its reference: a greeting, a message. */
  locate(organizationId: string, reference: string): Promise<StoredAudio>
  /**
   * The sentence as audio, while somebody waits for it; undefined where it is not spoken in a few seconds. Absent: nothing speaks.
   */
  sentenceWithName?(sentence: SentenceWithName): Promise<StoredAudio | undefined>
  discard(id: string): Promise<void>
  /** Messages that earlier processes of this engine were recording when they died. */
  unfinished(): Promise<readonly UnfinishedMessage[]>
}

export interface UnfinishedMessage {
  readonly id: string
  /** @throws when its audio cannot be had, which is nothing to the others */
  locate(): Promise<StoredAudio>
}

/** The mailbox somebody asks the voice portal for: by id, or as typed on a keypad at a site. */
export type MailboxAsked = { readonly id: string } | { readonly siteId: string; readonly typed: string }

/** A greeting while it is being made: where its audio goes, and its reference. */
export interface NewGreeting extends StoredAudio {
  readonly reference: string
}

/** Mailboxes as they are heard by telephone (C10). */
export interface PortalStore {
  /** Judges a PIN (M12). What is refused says nothing about what was wrong: mailbox, PIN, or that it is locked. */
  tryPin(attempt: {
    mailbox: MailboxAsked
    pin: string
    /** Who tries, so that guessing gets slower. `many`: one of all who come this way with their number withheld. */
    caller: { readonly name: string; readonly many: boolean }
    /** Epoch ms. */
    at: number
  }): Promise<
    | { readonly outcome: 'refused' }
    | { readonly outcome: 'opened' | 'must-change'; readonly mailbox: OpenedMailbox }
  >
  /** @returns why the PIN is not taken, undefined when it was */
  setPin(mailboxId: string, pin: string): Promise<RefusalCode | undefined>
  messages(mailboxId: string): Promise<readonly PortalMessage[]>
  /** @param from only as long as it is that; undefined: whatever it is */
  markMessage(id: string, state: HeardState, from?: HeardState): Promise<void>
  /** undefined: the message is gone. @param heardBy who calls, for the record of who heard it (N11) */
  audioOf(messageId: string, heardBy: string): Promise<StoredAudio | undefined>
  /** The greeting of this kind that is in use; undefined: the standard one. */
  greetingOf(mailboxId: string, kind: RecordedKind): Promise<StoredAudio | undefined>
  /** What a greeting can be recorded into. */
  newGreeting(mailboxId: string): Promise<NewGreeting>
  /** Keeps what was recorded and puts it to use. */
  keepGreeting(mailboxId: string, kind: RecordedKind, recorded: NewGreeting, seconds: number): Promise<void>
  dropGreeting(recorded: NewGreeting): Promise<void>
  /** @param own the last recording; false: the standard greeting. @returns false when there is no recording */
  chooseGreeting(mailboxId: string, kind: RecordedKind, own: boolean): Promise<boolean>
}
