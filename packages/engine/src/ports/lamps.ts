/** Message-waiting lamps (RFC 3842). */
import type { Device, StoredBinding } from './devices.ts'

/** How many messages wait, and what the account is called by (RFC 3842). */
export interface LampCount {
  /** E.164 and SIP domain of the number. */
  readonly e164: string
  readonly domain: string
  /** Not listened to yet. */
  readonly new: number
  readonly saved: number
}

export interface DeviceLamp extends LampCount {
  readonly username: string
  /** There was a message, or the phone carries the lamp of a main number: it may have to hear that there is none. */
  readonly used: boolean
}

export interface LitBy {
  readonly organizationIds: readonly string[]
  readonly devices: readonly string[]
}

/** What message-waiting lamps say, and to whom this engine says it. */
export interface LampSource {
  /** What a phone shows: messages for its own number, and for the main numbers whose lamp it carries. */
  ofDevice(deviceId: string): Promise<DeviceLamp | undefined>
  /** undefined: the number is not the organization's. */
  ofNumber(numberId: string, organizationId: string): Promise<LampCount | undefined>
  /** Whose the number is and was: who had it once is to see nothing of it. And the devices that show its messages. */
  litBy(numberId: string): Promise<LitBy>
  /** Registered devices whose lamp is this engine's to tell. */
  registered(): Promise<readonly string[]>
  /** Bindings of a device over which this engine may speak to it unasked. */
  bindings(deviceId: string): Promise<readonly StoredBinding[]>
  /** The number that a device may watch under a name, E.164 or extension; undefined: none. */
  watchable(device: Device, name: string): Promise<string | undefined>
}
