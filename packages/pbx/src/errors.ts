/**
 * The package's catalogue of refusals (habit 17): one code, one sentence template each.
 * A refusal is a returned value; callers branch on `code`, people read `words`.
 */

const templates = {
  'number-invalid': 'This is not a telephone number: {text}{hint}.',
  'number-range': 'The range from {first} to {last} {fault}.',
  'number-state': 'The number is {state}; {action} is possible only while it is {wanted}.',
  'number-assigned': 'The number is assigned to a user; take it from the user first.',
  'number-no-service': 'No voice service is free at this site; every activated number uses one.',
  'number-has-main': 'The organization already has a main number at this site.',
  'number-cooling': 'The number is in cooldown until {until}.',
  'extension-emergency':
    'Whoever dials {extension} at this site asks for help by {number}; as an extension it would never ring.',
  'zone-unknown': 'There is no time zone called {zone}.',
  'hours-time': 'Times are written HH:MM from 00:00 to 24:00: {text}.',
  'hours-day': 'A weekday is a number from 1 (Monday) to 7 (Sunday): {text}.',
  'hours-empty': 'An interval that starts and ends at {text} is empty; use "always open" for a whole day.',
  'event-order': 'The event “{name}” ends before it starts.',
  'event-date': 'The event “{name}” needs dates that exist, each {form}; it has {text}.',
  'event-site': 'The event “{name}” names no site.',
  'event-hours': 'The event “{name}” lasts for part of a day; only whole days can have opening times.',
  'event-interval':
    'The event “{name}”: opening times from {start} to {end} do not end later on the same day.',
  'change-empty': 'The dated change “{name}” changes neither a route nor the hours.',
  'change-date': 'The dated change “{name}” needs dates that exist, each {form}; it has {text}.',
  'change-order': 'The dated change “{name}” ends before it starts.',
  'change-past': 'The dated change “{name}” is over already.',
  'change-overlap':
    'The dated change “{name}” overlaps with “{other}”, which holds from {from} until {until}.',
  'rollback-gone': '{path}: step {step} of version {version} needs what is gone: {what}.',
  'card-greeting': 'The greeting has {count} characters; 250 are the most.',
  'card-comment': 'Comment {index} has {count} characters; from 1 to 1,000 are possible.',
  'card-comments': 'A card has 20 comments at most; these are {count}.',
  'card-pronunciation': 'The pronunciation has {count} characters; 120 are the most.',
  'card-placeholder': 'There is no placeholder {text}; what is filled in is {known}.',
  'pin-length': 'A PIN has 6 to 12 digits and nothing else.',
  'pin-run': 'The PIN counts up or down; choose digits in no order.',
  'pin-repeat': 'The PIN repeats digits; choose others.',
  'pin-number': 'The PIN holds a piece of the telephone number or the extension.',
  'pin-used': 'The PIN was used before; the last five cannot come back.',
  'override-end': 'A manual override needs an end later than now.',
  'route-length': '{path}: a route has 1 to 4 steps, this one has {count}.',
  'route-last': '{path}: the last step must be voicemail or be followed by a spoken notice.',
  'route-after-voicemail': '{path}: nothing can follow voicemail; step {step} would never be reached.',
  'route-no-mailbox':
    '{path}: step {step} is voicemail, but the number has no mailbox and no spoken notice follows.',
  'step-limit': '{path}: the time limit of step {step} must be from 5 to 120 seconds.',
  'step-number':
    '{path}: the forwarding number of step {step} is no number with its country code, such as +442079460100{hint}.',
  'forward-self': '{path}: step {step} forwards to the number itself.',
  'forward-not-allowed': '{path}: step {step} forwards to {number}, and the site allows no {class} calls.',
  'forward-loop': '{path}: step {step} forwards to a number that leads back to this one.',
  'member-not-active': '{name} is not an active number of this organization at this site.',
  'member-main': '{name} is a main number and rings no phone.',
  'member-not-allowed': '{name} cannot be a member: the site allows no {class} calls.',
  'member-inside': '{name} is a number of this organization at this site; as a member it needs no trunk.',
  'service-quantity': 'The quantity cannot go below {used}: that many numbers are in use.',
  'reception-seconds': '{field} must be from {least} to {most} seconds.',
  'reception-overflow-self': 'The reception cannot hand its calls to itself.',
  'reception-overflow-address': 'This is neither a telephone number nor a SIP address: {address}{hint}.',
  'reception-overflow-inside':
    '{address} is a main number of this installation: calls would leave by the trunk and come back.',
  'service-pool': 'The site has {free} free numbers, {wanted} are wanted; nothing was changed.',
} as const

/** Every code a refusal of this package may carry. */
export type RefusalCode = keyof typeof templates

/** Whether a text is a code of this catalogue. */
export const isRefusalCode = (text: string): text is RefusalCode => Object.hasOwn(templates, text)

/** What fills the braces of a template. */
export type RefusalValues = Readonly<Record<string, string | number>>

/** An expected refusal: a code to branch on, a sentence to show, and what is in it, for a sentence in another language. */
export interface Refusal {
  readonly kind: 'refusal'
  readonly code: RefusalCode
  readonly words: string
  readonly values: RefusalValues
}

/** Builds a refusal; `values` fill the braces of its template. */
export function refuse(code: RefusalCode, values: RefusalValues = {}): Refusal {
  const words = templates[code].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return { kind: 'refusal', code, words, values }
}

/** True for a refusal, false for any value that came instead. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refusal'
}
