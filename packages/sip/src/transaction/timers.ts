/**
 * The timers of RFC 3261 table 4 with those of RFC 6026 §8, in milliseconds, as values of one stack. Over a
 * reliable transport nothing is repeated and nobody lingers for repetitions, except where forks may still answer.
 */

/** What may be configured (RFC 3261 §17.1.1.1). */
export interface BaseTimers {
  /** Estimate of the round trip. */
  readonly t1: number
  /** Longest interval between two sendings of a non-INVITE request or an INVITE response. */
  readonly t2: number
  /** Longest time that a message stays in the network. */
  readonly t4: number
}

export const defaultTimers: BaseTimers = { t1: 500, t2: 4000, t4: 5000 }

/** How long each machine waits. First intervals are 0 where nothing is repeated. */
export interface TimerValues {
  readonly t2: number
  /** A, E and G: the first interval of repeating an INVITE, another request, a final response. */
  readonly repeat: number
  /** B, F and H: until the other side is given up; also the guard after CANCEL (§9.1). */
  readonly giveUp: number
  /** D: how long repeated non-2xx responses to INVITE are acknowledged. */
  readonly d: number
  /** I: how long repeated ACKs are absorbed. */
  readonly i: number
  /** J: how long repeated requests are answered. */
  readonly j: number
  /** K: how long repeated responses are absorbed. */
  readonly k: number
  /** L and M: how long the Accepted states last (RFC 6026 §7.1, §7.2). */
  readonly accepted: number
}

/** The values for both kinds of transport. */
export function timerValues(base: BaseTimers): { reliable: TimerValues; unreliable: TimerValues } {
  const giveUp = 64 * base.t1
  const common = { t2: base.t2, giveUp, accepted: giveUp }
  return {
    reliable: { ...common, repeat: 0, d: 0, i: 0, j: 0, k: 0 },
    // D is at least 32 s and must outlast the other side's H, which is 64*T1.
    unreliable: {
      ...common,
      repeat: base.t1,
      d: Math.max(giveUp, 64 * defaultTimers.t1),
      i: base.t4,
      j: giveUp,
      k: base.t4,
    },
  }
}

/**
 * How long until 100 Trying is sent for a user who has not answered an INVITE (RFC 3261 §17.2.1).
 */
export const TRYING_AFTER = 200
