/** Calls out (C15): who may, as whom, and who is told of calls for help. */
import type { CallsOut, Reason } from '@mainline/pbx'
import type { Device } from './devices.ts'

/** A site as its phones call out from it. */
export interface OutsideAccess {
  readonly rules: CallsOut
  /** Tried first for emergency calls: its carrier knows the address of the site. null: as for all others. */
  readonly emergencyTrunkId: string | null
  readonly siteName: string
  readonly zone: string
  readonly language: string
  readonly domain: string
  readonly organizationName: string
  /** The organization's main number there, when it is in service. */
  readonly mainE164: string | undefined
}

/** A phone of the site calls for help (C15). */
export interface EmergencyCall {
  readonly callId: string
  readonly dialled: string
  /** What the trunks are sent. */
  readonly number: string
  readonly device: Device
  readonly siteName: string
  /** Of the site. */
  readonly zone: string
  /** Of the site, BCP 47. */
  readonly language: string
  /** When it began, epoch ms. */
  readonly at: number
}

/** Told at once, while the call goes on: people of the site have to hear of it (C15). */
export interface OutsideCallSink {
  emergency(call: EmergencyCall): Promise<void>
  /** Nobody has answered the emergency call, and nobody will. */
  unreached(call: EmergencyCall & { readonly reason: Reason }): Promise<void>
  /** An organization was refused a call for the limits of its site. */
  limitReached(call: {
    readonly place: {
      readonly operatorId: string
      readonly siteId: string
      readonly organizationId: string
      readonly numberId: string
    }
    /** The phone that calls; undefined: a caller was to be led outside by the number. */
    readonly device: { readonly id: string; readonly name: string } | undefined
    /** Of the number that is called from, or that leads outside. */
    readonly label: string
    readonly e164: string
    readonly siteName: string
    readonly at: number
  }): Promise<void>
}
