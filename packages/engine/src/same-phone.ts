/**
 * Which phone has made a registration. Several may share the name and password of one device, and each of them may come back
 * from another address: a router that took another port, a phone that left the Wi-Fi.
 */

/** What a phone tells of itself with each REGISTER. */
export interface Phone {
  /** The REGISTER's Call-ID, the same until the phone restarts (RFC 3261 §10.2.4). */
  readonly callId: string
  /** `+sip.instance` and `reg-id` (RFC 5626 §4.1, §4.2). */
  readonly instance: string | null
  readonly regId: number | null
}

/** Whether two registrations are of one phone. What it calls itself goes before what it happens to repeat. */
export function isSamePhone(one: Phone, other: Phone): boolean {
  if (one.instance !== null && other.instance !== null)
    return one.instance === other.instance && one.regId === other.regId
  return one.callId === other.callId
}
