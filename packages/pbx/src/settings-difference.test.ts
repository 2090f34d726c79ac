import { describe, expect, it } from 'vitest'
import { defaultSettings } from './call-settings.ts'
import { hoursInWords } from './hours-in-words.ts'
import { defaultHours, type OpeningHours } from './opening-hours.ts'
import { type SettingsContent, settingsDifference } from './settings-difference.ts'

describe('hours in words', () => {
  it.each<[OpeningHours, string]>([
    [defaultHours, 'Mon–Fri 08:30–18:00'],
    [{ mode: 'always-open' }, 'Always open'],
    [{ mode: 'always-closed' }, 'Always closed'],
    [{ mode: 'weekly', intervals: [] }, 'Always closed'],
    [
      {
        mode: 'weekly',
        intervals: [
          { day: 1, start: '13:00', end: '17:00' },
          { day: 1, start: '08:00', end: '12:00' },
          { day: 3, start: '10:00', end: '12:00' },
          { day: 7, start: '22:00', end: '02:00' },
        ],
      },
      'Mon 08:00–12:00 and 13:00–17:00, Wed 10:00–12:00, Sun 22:00–02:00',
    ],
  ])('%#', (hours, words) => {
    expect(hoursInWords(hours)).toBe(words)
  })
})

const before: SettingsContent = {
  inHours: defaultSettings.inHours,
  outOfHours: defaultSettings.outOfHours,
  hours: null,
  voicemailEmails: ['a@b.example'],
  emailAs: 'attachment',
}

describe('what a version changed', () => {
  it.each<[string, Partial<SettingsContent>, string[]]>([
    ['nothing', {}, []],
    [
      'a route',
      { inHours: { steps: [{ target: 'voicemail' }], end: 'nobody-available' } },
      ['In hours: Voicemail (was: Hunt group for 20 s, then voicemail).'],
    ],
    [
      'both notices',
      { inHours: { ...before.inHours, end: 'try-later' }, outOfHours: { steps: before.outOfHours.steps } },
      [
        'Notice at the end in hours: try-later (was: nobody-available).',
        'Notice at the end out of hours: none (was: closed).',
      ],
    ],
    ['the hours', { hours: { mode: 'always-open' } }, ['Hours: Always open (was: those of the site).']],
    [
      'the addresses',
      { voicemailEmails: ['c@d.example'] },
      ['Voicemail also goes to c@d.example.', 'Voicemail no longer goes to a@b.example.'],
    ],
    ['the way it is sent', { emailAs: 'link' }, ['Voicemail is sent as: link (was: attachment).']],
  ])('%s', (_, change, words) => {
    expect(settingsDifference(before, { ...before, ...change })).toEqual(words)
  })
})
