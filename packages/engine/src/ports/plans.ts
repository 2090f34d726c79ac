/** What happens to calls for a number, as it is read for the engine. */
import type { NumberPlan } from '@mainline/pbx'
import type { LiveDevice, LoadedDevice } from './devices.ts'
import type { OutsideAccess } from './outside.ts'

/** A number's plan with what an engine needs besides: the tenant and the devices behind it. */
export interface LivePlan {
  readonly plan: NumberPlan
  readonly operatorId: string
  /** SIP domain of the site. */
  readonly domain: string
  /** Of an ordinary number its own devices; of a main number those of all its number members. */
  readonly devices: readonly LiveDevice[]
}

/** A plan as it is read, before its devices are located. */
export interface LoadedPlan extends LivePlan {
  readonly devices: readonly LoadedDevice[]
}

export interface PlanSource {
  /**
   * Loads the number and, in the same query, others that calls are likely to reach next; all of them may be kept.
   * A number that does not exist is simply not among them.
   */
  load(e164: string): Promise<readonly LoadedPlan[]>
  /** E.164 of the number behind an extension of the organization, or of whoever, at the site (C15). */
  findExtension(
    siteId: string,
    organizationId: string | undefined,
    extension: string,
  ): Promise<string | undefined>
  /** The voice portal behind an extension of the site (C10). */
  findPortal(siteId: string, extension: string): Promise<LivePlan | undefined>
  /** What phones of the site may call outside, and as whom (C15). */
  findOutside(siteId: string, organizationId: string): Promise<OutsideAccess | undefined>
}
