/** What a receptionist may have done to the call it has (C8), and what may be done as it stands. */
import type { Call, DeskMode } from './call.ts'
import type { DeviceTarget } from './call-plan.ts'

/** A device that is to ring for a waiting call. */
export interface SeatOffer {
  readonly seat: string
  readonly name: string
  readonly target: DeviceTarget | string
  /** See `LegOrder.atOnce`. */
  readonly atOnce: boolean
  /** It is not the phone of the seat: whoever answers presses 1 to take the call. */
  readonly confirm?: boolean | undefined
}

/** Somebody whom a call is passed on to: the devices that ring, or a number called by the trunk (E.164). */
export interface Person {
  readonly id: string
  readonly name: string
  readonly targets: readonly (DeviceTarget | string)[]
}

export type DeskOrder =
  | { readonly do: 'hold' }
  | { readonly do: 'resume' }
  /** Blind: the seat is free at once; unanswered the caller comes back to it. */
  | { readonly do: 'pass'; readonly to: Person }
  /** Attended: the caller waits while the seat asks. */
  | { readonly do: 'ask'; readonly to: Person }
  | { readonly do: 'swap' }
  /** Back to the caller, without the person who was asked. */
  | { readonly do: 'return' }
  /** Caller and person are joined, the seat is free. */
  | { readonly do: 'connect' }
  | { readonly do: 'voicemail' }
  | { readonly do: 'hang-up' }

const withPerson: readonly DeskMode[] = ['asking', 'consulting', 'swapped']
const alone: readonly DeskMode[] = ['talking', 'held']

const fitting: Readonly<Record<DeskOrder['do'], readonly DeskMode[]>> = {
  hold: ['talking'],
  resume: ['held'],
  pass: alone,
  ask: alone,
  swap: ['consulting', 'swapped'],
  return: withPerson,
  connect: withPerson,
  voicemail: alone,
  'hang-up': [...alone, ...withPerson],
}

/** Whether the seat has the call, in a state that the order fits. */
export function deskOrderFits(call: Call, seat: string, order: DeskOrder['do']): boolean {
  const { reception, state, plan } = call
  if (state !== 'attended' || reception?.seat?.id !== seat) return false
  if (order === 'voicemail' && plan.number.mailbox === undefined) return false
  return fitting[order].includes(reception.mode)
}
