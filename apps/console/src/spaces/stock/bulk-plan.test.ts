import { describe, expect, test } from 'vitest'
import { type BulkAction, type LeftOutReason, planBulk, type StockNumber } from './bulk-plan.ts'

const number = (e164: string, facts: Partial<StockNumber> = {}) =>
  ({ id: e164, e164, state: 'AVAILABLE', kind: 'ordinary', assignedTo: null, ...facts }) as StockNumber

describe('planBulk: what a bulk action takes and leaves out', () => {
  const rows: readonly (readonly [BulkAction, Partial<StockNumber>, LeftOutReason | undefined])[] = [
    ['allocate', { state: 'AVAILABLE' }, undefined],
    ['allocate', { state: 'RESERVED' }, 'not-available'],
    ['nominate', { state: 'AVAILABLE' }, undefined],
    ['nominate', { kind: 'main' }, 'already-main'],
    ['nominate', { state: 'COOLDOWN' }, 'not-available'],
    ['unnominate', { kind: 'main' }, undefined],
    ['unnominate', {}, 'not-main'],
    ['deallocate', { state: 'RESERVED' }, undefined],
    ['deallocate', { state: 'RESERVED', assignedTo: 'u' }, 'assigned'],
    ['deallocate', { state: 'ACTIVE' }, 'not-reserved'],
    ['activate', { state: 'RESERVED' }, undefined],
    ['activate', { state: 'PENDING' }, 'not-reserved'],
    ['deactivate', { state: 'ACTIVE' }, undefined],
    ['deactivate', { state: 'ACTIVE', assignedTo: 'u' }, 'assigned'],
    ['deactivate', { state: 'RESERVED' }, 'not-active'],
    ['release', { state: 'COOLDOWN' }, undefined],
    ['release', { state: 'AVAILABLE' }, 'not-cooling'],
    ['remove', { state: 'AVAILABLE' }, undefined],
    ['remove', { kind: 'main' }, undefined],
    ['remove', { state: 'RESERVED' }, 'not-available'],
    ['remove', { state: 'COOLDOWN' }, 'not-available'],
  ]
  test.each(rows)('%s of %o: left out because %s (N2–N7)', (action, facts, reason) => {
    const plan = planBulk(action, [number('+442079460101', facts)])
    expect(plan.leftOut.map((left) => left.reason)).toEqual(reason ? [reason] : [])
    expect(plan.taken).toHaveLength(reason ? 0 : 1)
  })

  test('a nominated number is left out when the organization has a main number here (N3)', () => {
    const plan = planBulk('allocate', [number('1'), number('2', { kind: 'main' })], { hasMain: true })
    expect(plan.taken.map(({ e164 }) => e164)).toEqual(['1'])
    expect(plan.leftOut.map(({ reason }) => reason)).toEqual(['organization-has-main'])
  })

  test('of two nominated numbers only the first is allocated (N8)', () => {
    const plan = planBulk('allocate', [number('1', { kind: 'main' }), number('2', { kind: 'main' })])
    expect(plan.taken.map(({ e164 }) => e164)).toEqual(['1'])
    expect(plan.leftOut.map(({ reason }) => reason)).toEqual(['one-main-only'])
  })
})
