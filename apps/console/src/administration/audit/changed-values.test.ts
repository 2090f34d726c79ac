import { describe, expect, it } from 'vitest'
import { changedValues, fieldInWords, type ValueWords, valueInWords } from './changed-values.ts'

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

const words: ValueWords = {
  instant: (at) => `at ${at}`,
  nameOf: (id) => (id === 'o1' ? 'Alder & Finch' : undefined),
  constant: (value) => ({ false: 'no', RESERVED: 'Reserved' })[String(value)],
  hours: ({ mode }) => `hours ${mode}`,
  route: ({ steps }) => steps.map(({ target }) => target).join(' → '),
  callsOut: ({ classes }) => `calls out ${classes.join(' and ')}`,
  inHours: 'in hours',
  outOfHours: 'out of hours',
}
const rings = { steps: [{ target: 'hunt-group', limitSeconds: 20 }, { target: 'voicemail' }] }
const asks = { steps: [{ target: 'voicemail' }], end: 'closed' }

it.each([
  ['label', null, '–'],
  ['label', '', '–'],
  ['enabled', false, 'no'],
  ['state', 'RESERVED', 'Reserved'],
  ['port', 5060, '5060'],
  ['created_at', 1795850108427, 'at 1795850108427'],
  ['expiresAt', null, '–'],
  ['organizationId', 'o1', 'Alder & Finch'],
  ['organizationId', 'o2', 'o2'],
  ['siteIds', ['o1', 'o2'], 'Alder & Finch, o2'],
  ['voicemailEmails', [], '–'],
  ['hours', { mode: 'weekly', intervals: [] }, 'hours weekly'],
  ['callsOut', { classes: ['national', 'premium'], linePrefix: null }, 'calls out national and premium'],
  ['route', rings, 'hunt-group → voicemail'],
  [
    'routes',
    { inHours: rings, outOfHours: asks },
    'in hours: hunt-group → voicemail; out of hours: voicemail',
  ],
  ['words', { de: 'Hallo' }, '{"de":"Hallo"}'],
])('%s with the value %j reads as %s', (field, value, line) =>
  expect(valueInWords(field, value, words)).toBe(line),
)
