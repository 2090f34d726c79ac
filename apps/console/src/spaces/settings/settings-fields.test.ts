import { expect, it } from 'vitest'
import { changesOf, differing, type SettingsFields } from './settings-fields.ts'

const before: SettingsFields = {
  name: 'Quay',
  timeZone: 'Europe/Lisbon',
  language: 'en',
  domain: 'quay.test',
  nomination: 'provider',
  extensionFirst: 3000,
  extensionLast: 3999,
  cooldownDays: 90,
  retentionDays: 30,
  ringAlertMinutes: 30,
  mainNumberUnits: 1,
  automaticMain: true,
  automaticAllocation: true,
}

it('sends only what was changed: the provider’s fields are not sent by whoever may not change them', () => {
  expect(changesOf({ ...before, name: 'Pier', automaticMain: false }, before)).toEqual({
    name: 'Pier',
    automaticMain: false,
  })
  expect(changesOf(before, before)).toEqual({})
})

it('sends numbers as numbers, however they were typed', () => {
  expect(changesOf({ ...before, extensionLast: '3499' }, before)).toEqual({ extensionLast: 3499 })
})

it('names what differs', () => {
  expect(differing({ ...before, cooldownDays: 30, domain: 'pier.test' }, before)).toEqual([
    'domain',
    'cooldownDays',
  ])
})
