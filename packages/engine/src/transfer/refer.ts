/** REFER within a call (RFC 3515): to a number, or in the place of another call (RFC 3891). */
import type { Referral } from '@mainline/sip'
import { userOf } from '../called-number.ts'
import { joinByRefer } from './attended-transfer.ts'
import { passByRefer } from './blind-transfer.ts'
import type { Party } from './party.ts'

export function heedRefer(party: Party, referral: Referral): void {
  const { method, replaces, address } = referral.referTo
  if (method !== 'INVITE') referral.refuse({ status: 501, reason: 'Only Calls Are Transferred' })
  else if (replaces !== undefined) joinByRefer(party, referral, replaces)
  else passByRefer(party, referral, userOf(address.uri) ?? '')
}
