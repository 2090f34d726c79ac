/** State of one visit to the voice portal (C10). Immutable: `advancePortal` returns a new one and shares what did not change. */
import type { Utterance } from '../speech/utterance.ts'
import type { GreetingKind } from '../voicemail-box.ts'
import { SecretDigits } from './secret-digits.ts'

/** The mailbox somebody asks for: known already, or as typed on the keypad. */
export type MailboxAddress = { readonly id: string } | { readonly typed: string }

/** What is known of a visit when it begins. */
export interface PortalPlan {
  /** BCP 47; a mailbox that has opened brings its own. */
  readonly language: string
  /** IANA zone of the site. */
  readonly zone: string
  /** The mailbox whose greeting was left by `*`, or that of the phone that calls. */
  readonly mailbox?: MailboxAddress | undefined
  /** Whether another mailbox can be asked for: not from the greeting of one. */
  readonly mayChoose: boolean
}

/** A mailbox whose PIN was right. */
export interface OpenedMailbox {
  readonly id: string
  readonly e164: string
  readonly extension?: string | undefined
  /** BCP 47 */
  readonly language: string
}

export type HeardState = 'new' | 'saved' | 'deleted'

export interface PortalMessage {
  readonly id: string
  /** E.164; undefined when it was withheld. */
  readonly callerNumber?: string | undefined
  /** Epoch ms. */
  readonly receivedAt: number
  readonly state: HeardState
  /** What it was before it was deleted in this visit. */
  readonly before: Exclude<HeardState, 'deleted'>
}

/** Greetings that are recorded by telephone; dated ones are made where dates can be chosen. */
export type RecordedKind = Exclude<GreetingKind, 'dated'>

/** Where in the portal the caller is; each has one function in this folder. */
export type Place =
  | { readonly at: 'mailbox'; readonly typed: string }
  | { readonly at: 'pin'; readonly typed: SecretDigits }
  | { readonly at: 'judging' }
  | { readonly at: 'choosing-pin'; readonly typed: SecretDigits }
  | { readonly at: 'repeating-pin'; readonly first: SecretDigits; readonly typed: SecretDigits }
  | { readonly at: 'setting-pin' }
  | { readonly at: 'loading' }
  | { readonly at: 'main-menu' }
  /** Which message comes, and from whom. */
  | { readonly at: 'announcing'; readonly index: number }
  | { readonly at: 'listening'; readonly index: number; readonly paused: boolean }
  /** What shall become of the message. */
  | { readonly at: 'deciding'; readonly index: number }
  | { readonly at: 'greetings-menu' }
  | { readonly at: 'greeting'; readonly kind: RecordedKind }
  | { readonly at: 'hearing-greeting'; readonly kind: RecordedKind }
  /** First the instructions, then, with `recording`, the tone and the recording. */
  | { readonly at: 'recording-greeting'; readonly kind: RecordedKind; readonly recording: boolean }
  | { readonly at: 'reviewing-greeting'; readonly kind: RecordedKind }
  | { readonly at: 'keeping-greeting'; readonly kind: RecordedKind }
  | { readonly at: 'choosing-greeting'; readonly kind: RecordedKind; readonly own: boolean }
  | { readonly at: 'parting'; readonly reason: LeaveReason }
  | { readonly at: 'left' }

/** Why we end the visit. `to-tone`: whoever left a greeting for it is a caller, it seems, and may leave a message. */
export type LeaveReason = 'done' | 'no-input' | 'refused' | 'failed' | 'to-tone'

export interface Portal {
  readonly plan: PortalPlan
  readonly place: Place
  /** What was asked last, said again after silence. */
  readonly question: readonly Utterance[]
  /** Time-outs in a row. */
  readonly silences: number
  /** PINs refused in this visit. */
  readonly refusals: number
  readonly mailbox: MailboxAddress | undefined
  readonly opened: OpenedMailbox | undefined
  /** The Default PIN has opened: nothing but a new PIN goes on from here (M12). */
  readonly mustChange: boolean
  /** New ones first, the oldest first among equals. */
  readonly messages: readonly PortalMessage[]
}

/** A visit that has not begun; post `entered` next. */
export function newPortal(plan: PortalPlan): Portal {
  return {
    plan,
    place: { at: 'mailbox', typed: '' },
    question: [],
    silences: 0,
    refusals: 0,
    mailbox: plan.mailbox,
    opened: undefined,
    mustChange: false,
    messages: [],
  }
}

/** No digit yet. */
export const nothingTyped = SecretDigits.none
