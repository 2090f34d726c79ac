/** In Space hunt group (M10): who may be a member, and who of them can ring for a call. */
import { isE164 } from './e164.ts'
import { type Refusal, refuse } from './errors.ts'
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

/** Most seconds an external member rings, so that its own voicemail does not take the call (M10). */
export const externalLimitSeconds = 18
/** Seconds an external member has for pressing 1. */
export const confirmSeconds = 10

/** Why somebody cannot be a member; undefined if it can (M1, M10). */
export function validateMember(member: HuntMember): Refusal | undefined {
  if (member.kind === 'external') {
    return isE164(member.e164) ? undefined : refuse('number-invalid', { text: member.e164 })
  }
  if (member.numberKind === 'main') return refuse('member-main', { name: member.name })
  return member.state === 'ACTIVE' ? undefined : refuse('member-not-active', { name: member.name })
}

/** The members that count: a deactivated, deallocated or nominated one has left by itself (M10). */
export function eligibleMembers(members: readonly HuntMember[]): readonly HuntMember[] {
  return members.filter((member) => validateMember(member) === undefined)
}
