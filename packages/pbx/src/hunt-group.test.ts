import { describe, expect, it } from 'vitest'
import { externalMember, numberMember } from '../testing/sample-number.ts'
import { eligibleMembers, validateMember } from './hunt-group.ts'

describe('who can be a member (M1, M10)', () => {
  it.each([
    ['an active number', numberMember('Anna'), undefined],
    ['a number that is not active', numberMember('Anna', { state: 'RESERVED' }), 'member-not-active'],
    ['a number in cooldown', numberMember('Anna', { state: 'COOLDOWN' }), 'member-not-active'],
    ['a main number', numberMember('Anna', { numberKind: 'main' }), 'member-main'],
    ['an outside number', externalMember('Ed'), undefined],
    ['an outside number that is none', externalMember('Ed', '0123'), 'number-invalid'],
  ])('%s', (_, member, code) => {
    expect(validateMember(member)?.code).toBe(code)
  })
  it('one that was deactivated leaves by itself', () => {
    const anna = numberMember('Anna')
    expect(eligibleMembers([anna, numberMember('Ben', { state: 'RESERVED' })])).toEqual([anna])
  })
})
