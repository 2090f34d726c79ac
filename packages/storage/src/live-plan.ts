/**
 * What an engine needs to route calls, read on a cache miss: the called number with up to 255 neighbours of its
 * site, in one prepared statement, so that a large stock of numbers costs memory only for what is called.
 */
import type { NumberPlan } from '@mainline/pbx'
import type { Pool } from 'pg'
import type { Registration } from './registrations.ts'

/** A device that rings for a number. */
export interface LiveDevice {
  id: string
  numberId: string
  name: string
  username: string
  /** Bindings that had not expired when it was read. */
  registrations: Registration[]
}

/** The plan of one number with the devices behind it. */
export interface LivePlan {
  plan: NumberPlan
  operatorId: string
  /** SIP domain of the site. */
  domain: string
  /** Of an ordinary number its own devices; of a main number those of all its number members. */
  devices: LiveDevice[]
}

/**
 * The plan of a called number, first, and those of neighbours at the same site that may be called next.
 *
 * @param e164 with the plus sign
 * @param now ms since the epoch: bindings and overrides that ended before are left out
 * @param pageSize how many plans at most; 1 reads no neighbour
 * @returns an empty list when the platform has no such number
 */
export declare function loadPlans(
  pool: Pool,
  e164: string,
  now: number,
  pageSize?: number,
): Promise<LivePlan[]>
