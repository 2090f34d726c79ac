/** In Space hunt group (M10): who rings together. */
import type { NumberKind, NumberState } from './number.ts'

/** A phone number of the organization that is a member. */
export interface NumberMember {
  readonly kind: 'number'
  /** Opaque id of the membership. */
  readonly id: string
  readonly numberId: string
  readonly e164: string
  readonly name: string
  readonly state: NumberState
  readonly numberKind: NumberKind
}

/** An outside number that is a member; must confirm by pressing 1, rings at most 18 s. */
export interface ExternalMember {
  readonly kind: 'external'
  readonly id: string
  /** E.164 with the plus sign. */
  readonly e164: string
  readonly name: string
}

/** A member of the group. */
export type HuntMember = NumberMember | ExternalMember
