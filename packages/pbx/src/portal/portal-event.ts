/** What may happen in a visit to the voice portal. The engine posts these, one at a time; `at` is epoch ms. */
import type { RefusalCode } from '../errors.ts'
import type { OpenedMailbox, PortalMessage } from './portal.ts'

interface At {
  readonly at: number
}

export type PortalEvent =
  /** The caller is answered and hears us; always the first event. */
  | (At & { readonly type: 'entered' })
  /** One of `0`-`9`, `*`, `#`. */
  | (At & { readonly type: 'digit'; readonly digit: string })
  /** What was said or played has come to its end; `failed`: it could not be played. */
  | (At & { readonly type: 'played'; readonly failed: boolean })
  /** Nobody pressed a key for as long as `wait` said. */
  | (At & { readonly type: 'timedOut' })
  /** After `tryPin`. `refused` says nothing about what was wrong: the mailbox, the PIN, or that it is locked. */
  | (At & { readonly type: 'pinJudged'; readonly outcome: 'refused' })
  | (At & {
      readonly type: 'pinJudged'
      /** `must-change`: it was the Default PIN. */
      readonly outcome: 'opened' | 'must-change'
      readonly mailbox: OpenedMailbox
    })
  /** After `setPin`; with the code of the rule that refused it. */
  | (At & { readonly type: 'pinSet'; readonly refusal?: RefusalCode | undefined })
  /** After `loadMessages`: new ones, then saved ones, the oldest first. */
  | (At & { readonly type: 'messagesLoaded'; readonly messages: readonly PortalMessage[] })
  /** After `recordGreeting`, once the recording is closed. */
  | (At & { readonly type: 'greetingRecorded'; readonly speechSeconds: number })
  /** After `keepRecording`. */
  | (At & { readonly type: 'greetingKept' })
  /** After `chooseGreeting`; `found`: there is one to choose. */
  | (At & { readonly type: 'greetingChosen'; readonly found: boolean })
  /** What was ordered of storage cannot be had. */
  | (At & { readonly type: 'failed' })
