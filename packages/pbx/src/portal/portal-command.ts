/** What the engine is told to do for a visitor of the portal. Performed in order; `leave` is always the last. */
import type { Utterance } from '../speech/utterance.ts'
import type { HeardState, LeaveReason, MailboxAddress, RecordedKind } from './portal.ts'
import type { SecretDigits } from './secret-digits.ts'

export type PortalCommand =
  /** Replaces what is playing; `played` follows unless something replaces it, or `hush`. */
  | { readonly do: 'say'; readonly what: readonly Utterance[]; readonly language: string }
  /** The audio of a message from its beginning; `played` follows as above. */
  | { readonly do: 'playMessage'; readonly id: string }
  /** Moves within what is playing. Beyond its end `played` follows. */
  | { readonly do: 'skip'; readonly milliseconds: number }
  | { readonly do: 'pause' }
  | { readonly do: 'resume' }
  /** Nothing is playing any more. */
  | { readonly do: 'hush' }
  /** `timedOut` follows unless a digit comes, or anything else is ordered that plays. */
  | { readonly do: 'wait'; readonly seconds: number }
  /** `pinJudged` follows, or `failed`. */
  | { readonly do: 'tryPin'; readonly mailbox: MailboxAddress; readonly pin: SecretDigits }
  /** `pinSet` follows, or `failed`. */
  | { readonly do: 'setPin'; readonly pin: SecretDigits }
  /** `messagesLoaded` follows, or `failed`. */
  | { readonly do: 'loadMessages' }
  /** `from`: only as long as it is that; what somebody else has made of it meanwhile stays. */
  | {
      readonly do: 'markMessage'
      readonly id: string
      readonly state: HeardState
      readonly from?: HeardState
    }
  /** The greeting of this kind that is in use; `played` follows, as failed when the standard one is. */
  | { readonly do: 'playGreeting'; readonly kind: RecordedKind }
  /** A tone, then what the visitor says until `#`, silence or the limit; `greetingRecorded` follows, or `failed`. */
  | { readonly do: 'recordGreeting'; readonly maxSeconds: number }
  /** What was recorded last; `played` follows. */
  | { readonly do: 'playRecording' }
  /** Keeps it and puts it to use; `greetingKept` follows, or `failed`. */
  | { readonly do: 'keepRecording'; readonly kind: RecordedKind }
  | { readonly do: 'dropRecording' }
  /** The last own recording of this kind, or the standard greeting; `greetingChosen` follows, or `failed`. */
  | { readonly do: 'chooseGreeting'; readonly kind: RecordedKind; readonly own: boolean }
  /** The visit is over: hang up, or take a message (`to-tone`). */
  | { readonly do: 'leave'; readonly reason: LeaveReason }
