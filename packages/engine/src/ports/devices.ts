/** What the engine knows of devices, and where they have registered. */
import type { NumberPlan } from '@mainline/pbx'
import type { Flow } from '@mainline/sip'

/** `required`: no call with this party whose audio is not secured. */
export type Srtp = 'off' | 'required'

/** A device as the engine knows it: who it is and how it proves it. */
export interface Device {
  readonly id: string
  /** Empty: a seat's, which has no number. */
  readonly numberId: string
  /** E.164 of its number. */
  readonly e164: string
  /** Of its number. `seat`: a page at a reception, which only the reception rings (C7). */
  readonly kind: NumberPlan['kind'] | 'seat'
  readonly state: NumberPlan['state']
  readonly extension?: string | undefined
  readonly name: string
  readonly username: string
  readonly realm: string
  /** It is the page of somebody who is signed in: it lives on a WebSocket, and nowhere else. */
  readonly browser?: boolean | undefined
  /** Whether its audio is secured with keys of the descriptions (RFC 4568). */
  readonly srtp: Srtp
  readonly ha1Md5: string
  readonly ha1Sha256: string
  readonly operatorId: string
  readonly siteId: string
  readonly organizationId: string
}

/** A device that rings for a number. Where it is reached, its location says. */
export interface LiveDevice {
  readonly id: string
  readonly numberId: string
}

/** A device as a plan source reads it: with the bindings it had then. */
export interface LoadedDevice extends LiveDevice {
  readonly username: string
  readonly srtp: Srtp
  readonly registrations: readonly StoredBinding[]
}

/** One binding of a device (RFC 3261 §10.3). */
export interface StoredBinding {
  readonly deviceId: string
  readonly contact: string
  readonly callId: string
  readonly cseq: number
  readonly q: number
  readonly path: readonly string[]
  readonly flow: Flow
  readonly userAgent: string | null
  /** The Contact's other header parameters, as they stood. */
  readonly params: string
  /** `+sip.instance` and `reg-id` (RFC 5626 §4.2). */
  readonly instance: string | null
  readonly regId: number | null
  readonly expiresAt: number
}

export interface RegistrationStore {
  /** The bindings of a device, expired ones included. */
  of(deviceId: string): Promise<readonly StoredBinding[]>
  /** What phones have registered by datagrams at this engine, or at one that stood here before it. */
  held(): Promise<readonly StoredBinding[]>
  /** Replaces the bindings of a device. Resolves when they are durable. */
  replace(deviceId: string, bindings: readonly StoredBinding[]): Promise<void>
}

export interface DeviceSource {
  findByUsername(username: string): Promise<Device | undefined>
  find(deviceId: string): Promise<Device | undefined>
  /** The devices that registered last, with whatever engine, at most `limit`. */
  registeredLast(limit: number): Promise<readonly Device[]>
}
