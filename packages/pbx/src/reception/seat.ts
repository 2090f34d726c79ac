/** A place at a reception: somebody with a device that can ring. */

/**
 * What the person says of itself; `offline`: its device cannot ring, or nothing was heard of it. `lost`: it was ready a
 * moment ago, and its page is expected back (a reload, a network that comes and goes): it takes no call now.
 */
export type Presence = 'ready' | 'away' | 'lost' | 'offline'

/** What a seat is doing. */
export type SeatState = 'ready' | 'talking' | 'wrap-up' | 'away' | 'offline'

export interface Seat {
  readonly id: string
  readonly name: string
  readonly presence: Presence
  /** Why it is away. */
  readonly reason?: string | undefined
  /** Offers ring its device; otherwise they are on its screen only, and its device rings when it takes one. */
  readonly ringsDevice: boolean
  /** The calls that it has, the oldest first. */
  readonly calls: readonly string[]
  /** Epoch ms until which it has time for itself. */
  readonly wrapUpUntil?: number | undefined
  /** Since when its state holds, epoch ms. */
  readonly since: number
}

/** What the seat is doing: a call goes before everything that is said. */
export function seatState({ presence, calls, wrapUpUntil }: Seat): SeatState {
  if (calls.length > 0) return 'talking'
  if (presence === 'lost') return 'offline'
  if (presence !== 'ready') return presence
  return wrapUpUntil === undefined ? 'ready' : 'wrap-up'
}

/** Somebody sits there and will take calls, if not this minute: a caller may wait for it. */
export const attends = ({ presence }: Seat): boolean => presence === 'ready' || presence === 'lost'

/** Its device can ring. */
export const isReached = ({ presence }: Pick<Seat, 'presence'>): boolean =>
  presence !== 'lost' && presence !== 'offline'
