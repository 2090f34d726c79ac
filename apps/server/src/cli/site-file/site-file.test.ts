/** The site file: what is wrong with one, by line; and that what is written is read as it was. */
import { expect, it } from 'vitest'
import { hoursFromText, hoursToText } from './hours-text.ts'
import { routeFromText, routeToText } from './route-text.ts'
import { readSiteFile, writeSiteFile } from './site-file.ts'

const head = 'mainline: 1\nsite:\n  name: Wharf\n  operator: Harbour\n  extensions: 2000-2999\n'

it('names are read in one spelling of each letter, with one space between words, as the API keeps them', () => {
  const file = head.replace('Wharf', 'Café  Quay'.normalize('NFD'))
  const more =
    'organizations: [Alder  Finch]\nvoiceServices: { Alder  Finch: 2 }\nevents:\n  - { name: New  Year, from: 2026-12-31, to: 2026-12-31 }\n'
  expect(readSiteFile(file + more)).toMatchObject({
    site: { name: 'Café Quay' },
    organizations: ['Alder Finch'],
    voiceServices: { 'Alder Finch': 2 },
    events: [{ name: 'New Year' }],
  })
})

it.each([
  ['no version', 'site:\n  name: x\n  operator: y\n  extensions: 1000-2000\n', [[1, 'mainline: must be 1']]],
  ['no YAML', `${head}numbers: {`, [[6, 'Flow map']]],
  ['a key that is not known', `${head}  colour: red\n`, [[6, 'site.colour: is not known here']]],
  ['a section that is not known', `${head}\nphones:\n  x: y\n`, [[7, 'phones: is not known here']]],
  [
    'a range that is none',
    head.replace('2000-2999', 'all'),
    [[5, 'site.extensions: must be a range such as 2000-2999']],
  ],
  [
    'a day that is none and a time that is none',
    `${head}  hours:\n    # a comment\n    mon: 8-18\n    someday: 08:30-18:00\n`,
    [
      [8, 'site.hours.mon: must be times'],
      [9, 'site.hours.someday: is not known here'],
    ],
  ],
  [
    'a number without organization, one with too much, one that is none',
    `${head}numbers:\n  "+442079460100": { state: ACTIVE }\n  "+442079460101": { organization: x }\n`,
    [
      [7, 'numbers.+442079460100.organization: a number that is ACTIVE belongs to an organization'],
      [8, 'numbers.+442079460101.organization: an AVAILABLE number belongs to nobody'],
    ],
  ],
  [
    'a number that is none',
    `${head}numbers:\n  "0207": {}\n`,
    [[7, 'numbers.0207: must be E.164 with a plus sign']],
  ],
  [
    'a step that is none',
    `${head}callSettings:\n  "+442079460100":\n    inHours: [ring, voicemail]\n    outOfHours: [voicemail]\n`,
    [[8, 'callSettings.+442079460100.inHours.0: must be "hunt group 20 s"']],
  ],
  [
    'an event twice',
    `${head}events:\n  - { name: X, from: 2026-12-25, to: 2026-12-25 }\n  - { name: X, from: 2026-12-25, to: 2026-12-25 }\n`,
    [[8, 'events.1: is in the file twice']],
  ],
])('says what is wrong with %s', (_, text, expected) => {
  const faults = readSiteFile(text)
  expect(faults).toEqual(
    expected.map(([line, words]) => ({ line, words: expect.stringContaining(String(words)) })),
  )
})

it('refuses a file that grows by aliases', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}]`)
  expect(Array.isArray(readSiteFile(`x0: &x0 [1]\n${rows.join('\n')}\n`))).toBe(true)
})

it('writes one line a number, with comments, and reads it as it was', () => {
  const file = {
    site: { name: 'Wharf', operator: 'Harbour', extensions: '2000-2999', hours: { mon: '08:30-18:00' } },
    organizations: ['A: b # c', 'yes'],
    numbers: {
      '+442079460100': { extension: 2000, kind: 'main', state: 'ACTIVE', organization: 'yes', label: '' },
    },
    huntGroups: { '+442079460100': ['+442079460101', { outside: '+442079460999', name: 'Maya' }] },
    events: [{ name: 'Christmas', from: '2026-12-25', to: '2026-12-26', route: ['voicemail'] }],
  }
  const text = writeSiteFile(file)
  expect(readSiteFile(text)).toMatchObject({ mainline: 1, ...file })
  expect(text).toContain(
    '\n  "+442079460100": { extension: 2000, kind: main, state: ACTIVE, organization: yes, label: "" }\n',
  )
  expect(text).toMatch(/\n# The stock\..*\nnumbers:\n/)
})

it.each([
  ['always open', 'always open'],
  ['always closed', 'always closed'],
  ['several times a day', { mon: '08:30-12:00, 13:00-24:00', sun: '22:00-06:00' }],
  ['no time at all', {}],
])('hours: %s', (_, text) => {
  expect(hoursToText(hoursFromText(text as never))).toEqual(text)
})

it('routes', () => {
  const text = ['hunt group 20 s', 'reception 30 s', 'forward +442079460990 15 s', 'voicemail']
  expect(routeToText(routeFromText(text))).toEqual(text)
  expect(routeFromText(['hunt group 20 s', 'notice closed'])).toEqual({
    steps: [{ target: 'hunt-group', limitSeconds: 20 }],
    end: 'closed',
  })
})
