/** Carriers' connections (C2). */
import type { Misfit } from '@mainline/pbx'
import type { Srtp } from './devices.ts'

export type CalledNumberSource = 'request-uri' | 'to' | 'p-called-party-id' | 'diversion'

/** A carrier's connection (C2). */
export interface Trunk {
  readonly id: string
  readonly operatorId: string | null
  readonly name: string
  readonly enabled: boolean
  /** IP addresses and CIDR blocks. */
  readonly sourceAddresses: readonly string[]
  /** Name that the TLS certificate of its calls is for. */
  readonly certificateName: string | null
  /** Whether its audio is secured with keys of the descriptions (RFC 4568). */
  readonly srtp: Srtp
  readonly digestUsername: string | null
  readonly digestRealm: string | null
  readonly ha1Md5: string | null
  readonly ha1Sha256: string | null
  readonly host: string | null
  readonly port: number | null
  readonly transport: 'UDP' | 'TCP' | 'TLS'
  readonly countryCallingCode: string
  readonly identityProfile: 'p-asserted-identity' | 'remote-party-id' | 'from'
  readonly calledNumberSources: readonly CalledNumberSource[]
}

export interface TrunkSource {
  loadAll(): Promise<readonly Trunk[]>
}

/** A call that was refused because of what it offered (C12). */
export interface MisfitCall {
  readonly trunk: Pick<Trunk, 'id' | 'name' | 'operatorId'>
  /** The number of ours that was called, E.164. */
  readonly called: string
  readonly misfit: Misfit
  /** Epoch ms. */
  readonly at: number
}

/** Told of trunks whose carrier has something to mend. */
export interface TrunkNewsSink {
  misfit(call: MisfitCall): Promise<void>
}
