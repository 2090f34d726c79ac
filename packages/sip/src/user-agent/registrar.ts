/** The registrar (RFC 3261 §10.3): authenticates, loads, applies the rules, stores, answers. */
import type { SipRequest } from '../message/index.ts'
import type { Flow } from '../transport/flow.ts'
import type { Binding } from './registrar-rules.ts'

/** Where bindings are kept, by address-of-record. */
export interface BindingStore {
  load(addressOfRecord: string): Promise<readonly Binding[]> | readonly Binding[]
  /** Resolves once the new bindings hold; the phone hears 200 only then. */
  save(addressOfRecord: string, bindings: readonly Binding[]): Promise<void> | void
}

/** Who may register what. Returns the address-of-record, or the status that refuses. */
export type AuthorizeRegister = (
  request: SipRequest,
  flow: Flow,
) => Promise<RegisterGrant | RegisterRefusal> | RegisterGrant | RegisterRefusal

export interface RegisterGrant {
  readonly addressOfRecord: string
}

/** `extra` carries the challenge of a 401. */
export interface RegisterRefusal {
  readonly status: number
  readonly extra?: string
}
