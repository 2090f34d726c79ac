import { expect, it } from 'vitest'
import { callingCodeAt } from './zone-calling-code.ts'

it.each([
  ['Europe/London', '+4930901820', '44'],
  ['Europe/Berlin', '+442079460100', '49'],
  ['America/Toronto', null, '1'],
  ['Asia/Calcutta', null, '91'],
  ['Asia/Kolkata', null, '91'],
  ['Europe/Kiev', null, '380'],
  ['UTC', '+442079460100', '44'],
  ['Antarctica/Troll', undefined, ''],
])('a site in %s with a number such as %s dials as in +%s', (zone, e164, code) =>
  expect(callingCodeAt(zone, e164)).toBe(code),
)

it('every zone that a site may have is of a country, but for those of none', () => {
  const unknown = Intl.supportedValuesOf('timeZone').filter((zone) => callingCodeAt(zone) === '')
  expect(unknown.filter((zone) => !/^(UTC$|Etc\/|Antarctica\/)/.test(zone))).toEqual([
    'Atlantic/South_Georgia',
    'Indian/Kerguelen',
    'Pacific/Midway',
    'Pacific/Pitcairn',
    'Pacific/Wake',
  ])
})
