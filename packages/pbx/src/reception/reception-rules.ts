/** How the main reception of a site works (C7): what callers hear, how long they wait, and where they go instead. */
import { homeZeroHint, isE164 } from '../e164.ts'
import { type Refusal, refuse } from '../errors.ts'

/** Who takes the calls that nobody at this reception takes. */
export type Overflow =
  /** The reception of another site of the operator. */
  | { readonly to: 'site'; readonly siteId: string; readonly siteName: string }
  /** An outside answering service: E.164, or a SIP address. */
  | { readonly to: 'outside'; readonly address: string }

/** Settings of a site's reception. */
export interface ReceptionRules {
  /** Seconds that a caller hears ringing before we answer with announcement and music; null: ringing only. */
  readonly comfortAfterSeconds: number | null
  /** The announcement is said before the music, each time it begins. */
  readonly announcement: boolean
  /** Seconds of waiting after which the call goes to `overflow`; with nobody there it goes at once. */
  readonly waitSeconds: number
  /** null: the route goes on with its next step. */
  readonly overflow: Overflow | null
  /** Within how many seconds a caller shall be answered. */
  readonly promiseSeconds: number
  /** Seconds that a seat has for itself after a call. */
  readonly wrapUpSeconds: number
  /** Seconds that a person rings before the caller comes back to the seat (C8). */
  readonly transferSeconds: number
  /** Who may pass calls on to numbers outside: seats of the reception, and members by their phones. */
  readonly outsideTransfer: 'nobody' | 'seats' | 'everybody'
  /** Who supervises the reception may listen to what a seat says and hears, which a tone tells those who talk. */
  readonly listenIn: boolean
  /** Organizations whose callers go before others. */
  readonly priority: readonly string[]
}

/** A reception that nobody has set up. */
export const defaultReception: ReceptionRules = {
  comfortAfterSeconds: 8,
  announcement: true,
  waitSeconds: 60,
  overflow: null,
  promiseSeconds: 20,
  wrapUpSeconds: 10,
  transferSeconds: 20,
  outsideTransfer: 'seats',
  listenIn: false,
  priority: [],
}

/** What each number of the rules may be. */
const receptionLimits = {
  comfortAfterSeconds: { least: 1, most: 60 },
  waitSeconds: { least: 5, most: 600 },
  promiseSeconds: { least: 5, most: 120 },
  wrapUpSeconds: { least: 0, most: 300 },
  transferSeconds: { least: 5, most: 60 },
} as const

/** Every fault of the rules; none for those that can be saved. @param siteId whose reception it is */
export function validateReception(rules: ReceptionRules, siteId: string): readonly Refusal[] {
  const faults: Refusal[] = []
  for (const [field, { least, most }] of Object.entries(receptionLimits)) {
    const value = rules[field as keyof typeof receptionLimits]
    if (value !== null && (!Number.isInteger(value) || value < least || value > most))
      faults.push(refuse('reception-seconds', { field, least, most }))
  }
  const { overflow } = rules
  if (overflow?.to === 'site' && overflow.siteId === siteId)
    faults.push(refuse('reception-overflow-self', {}))
  if (overflow?.to === 'outside' && !isAnsweringService(overflow.address))
    faults.push(
      refuse('reception-overflow-address', {
        address: overflow.address,
        hint: homeZeroHint(overflow.address),
      }),
    )
  return faults
}

/** E.164, or `sip:user@host` (RFC 3261 §19.1), without parameters or headers. */
const isAnsweringService = (address: string): boolean =>
  isE164(address) || /^sips?:[\w.+!~*'()-]{1,64}@[a-z0-9.-]{1,253}(:\d{1,5})?$/i.test(address)
