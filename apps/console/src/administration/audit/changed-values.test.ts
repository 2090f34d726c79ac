import { describe, expect, it } from 'vitest'
import { changedValues, fieldInWords, valueInWords } from './changed-values.ts'

describe('the changes of an entry of the audit', () => {
  it('hold each field of either side once', () => {
    const before = { state: 'AVAILABLE', organizationId: null }
    const after = { state: 'RESERVED', organizationId: 'o1', label: 'Front' }
    expect(changedValues({ before, after })).toEqual([
      { field: 'state', before: 'AVAILABLE', after: 'RESERVED' },
      { field: 'organizationId', before: null, after: 'o1' },
      { field: 'label', before: undefined, after: 'Front' },
    ])
  })

  it('of a thing that was made have no side before', () => {
    expect(changedValues({ before: null, after: { name: 'Desk' } })).toEqual([
      { field: 'name', before: undefined, after: 'Desk' },
    ])
  })
})

it.each([
  ['organizationId', 'organization'],
  ['business_hours', 'business hours'],
  ['site_id', 'site'],
  ['id', 'id'],
  ['name', 'name'],
])('the field %s reads as %s', (field, words) => expect(fieldInWords(field)).toBe(words))

it.each([
  ['label', null, '–'],
  ['label', '', '–'],
  ['enabled', false, 'false'],
  ['port', 5060, '5060'],
  ['created_at', 1795850108427, 'at 1795850108427'],
  ['expiresAt', null, '–'],
  ['organizationId', 'o1', 'Alder & Finch'],
  ['organizationId', 'o2', 'o2'],
  ['hours', { mode: 'weekly' }, '{"mode":"weekly"}'],
])('%s with the value %j reads as %s', (field, value, words) =>
  expect(
    valueInWords(field, value, {
      instant: (at) => `at ${at}`,
      nameOf: (id) => (id === 'o1' ? 'Alder & Finch' : undefined),
    }),
  ).toBe(words),
)
