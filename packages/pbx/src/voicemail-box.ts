/** Voicemail of a number (C9): what a call needs to know of it, and which greeting a caller hears. */

/** The mailbox a message goes to. */
export interface Mailbox {
  readonly id: string
  /** Spoken by the default greeting, "You have reached …", where something speaks; else that has the number. */
  readonly name: string
  /** Those that were chosen; without any the default by name is played. */
  readonly greetings?: readonly Greeting[] | undefined
}

/** The occasion of a greeting. */
export type GreetingKind = 'no-answer' | 'out-of-hours' | 'dated'

export interface Greeting {
  /** Opaque reference of its audio. */
  readonly file: string
  readonly kind: GreetingKind
  /** BCP 47; undefined: for callers of every language. */
  readonly language?: string | undefined
  /** Dated ones: epoch ms, the end exclusive. */
  readonly from?: number | undefined
  readonly until?: number | undefined
}

/** What is known when voicemail answers. */
export interface GreetingOccasion {
  /** Within business hours, as the ruling has it (C3). */
  readonly open: boolean
  /** Epoch ms. */
  readonly at: number
  /** BCP 47, of the number. */
  readonly language: string
}

/**
 * The greeting for a caller: a dated one in its time, the one that began last; out of hours the one for it; the one for no
 * answer. Of each, the one in the language of the number before one for every language; one in another language is none.
 *
 * @returns undefined: the default by name
 */
export function greetingAt(greetings: readonly Greeting[], occasion: GreetingOccasion): Greeting | undefined {
  const { open, at, language } = occasion
  const spoken = (one: Greeting) => one.language === undefined || one.language === language
  const rank = (one: Greeting) => (one.kind === 'dated' ? 4 : one.kind === 'out-of-hours' ? 2 : 0)
  const fits = (one: Greeting) =>
    spoken(one) &&
    (one.kind === 'dated'
      ? (one.from ?? Infinity) <= at && at < (one.until ?? -Infinity)
      : one.kind === 'no-answer' || !open)
  const score = (one: Greeting) => rank(one) + (one.language === undefined ? 0 : 1)
  const [best] = greetings.filter(fits).sort((a, b) => score(b) - score(a) || (b.from ?? 0) - (a.from ?? 0))
  return best
}

/** New and saved messages that a mailbox holds; then it is full (C14). */
export const mostMessages = 100
/** So many, and its people hear that it will be full soon. */
export const nearlyFullMessages = 90
/** Longest message in seconds (C9). */
export const longestMessageSeconds = 300
/** Silence that ends a message, seconds (C9). */
export const endingSilenceSeconds = 10
/** Less speech than this, in seconds, is a missed call and no message (C9). */
export const leastSpeechSeconds = 2
/** A longer greeting drives callers away, seconds. */
export const longestGreetingSeconds = 90

/**
 * What people are told of a mailbox that is full, or will be soon.
 *
 * @param mailbox `mailed`: somebody has its messages by e-mail, and has been written to
 */
export function fillInWords({
  name,
  full,
  mailed,
}: {
  readonly name: string
  readonly full: boolean
  readonly mailed: boolean
}): string {
  const state = full
    ? `The mailbox of ${name} is full: callers hear that, and can leave nothing.`
    : `The mailbox of ${name} holds ${nearlyFullMessages} messages; with ${mostMessages} it is full, and callers can leave nothing.`
  return `${state} Delete what is no longer needed.${mailed ? '' : ' No e-mail address is set for its messages.'}`
}
