import { describe, expect, it } from 'vitest'
import {
  defaultSettings,
  type Route,
  routeInWords,
  type Step,
  validateRoute,
  validateSettings,
} from './call-settings.ts'

const context = { e164: '+442079460000', hasMailbox: true }
const hunt: Step = { target: 'hunt-group', limitSeconds: 20 }
const reception: Step = { target: 'reception', limitSeconds: 30 }
const voicemail: Step = { target: 'voicemail' }
const forward = (number: string, limitSeconds = 20): Step => ({ target: 'forward', number, limitSeconds })

describe('a route that cannot be saved (M5, M6)', () => {
  it.each<[string, Route, string, string]>([
    ['no steps', { steps: [] }, 'route-length', 'In hours: a route has 1 to 4 steps, this one has 0.'],
    [
      'five steps',
      { steps: [hunt, hunt, hunt, hunt, voicemail] },
      'route-length',
      'In hours: a route has 1 to 4 steps, this one has 5.',
    ],
    [
      'ends without a message or a notice',
      { steps: [hunt] },
      'route-last',
      'In hours: the last step must be voicemail or be followed by a spoken notice.',
    ],
    [
      'goes on after voicemail',
      { steps: [voicemail, hunt], end: 'closed' },
      'route-after-voicemail',
      'In hours: nothing can follow voicemail; step 2 would never be reached.',
    ],
    [
      'limit too short',
      { steps: [{ ...hunt, limitSeconds: 4 }, voicemail] },
      'step-limit',
      'In hours: the time limit of step 1 must be from 5 to 120 seconds.',
    ],
    [
      'limit too long',
      { steps: [{ ...reception, limitSeconds: 121 }, voicemail] },
      'step-limit',
      'In hours: the time limit of step 1 must be from 5 to 120 seconds.',
    ],
    [
      'limit in parts of a second',
      { steps: [hunt, forward('+447700900123', 20.5), voicemail] },
      'step-limit',
      'In hours: the time limit of step 2 must be from 5 to 120 seconds.',
    ],
    [
      'forwards to no number',
      { steps: [forward('020'), voicemail] },
      'step-number',
      'In hours: the forwarding number of step 1 is no number with its country code, such as +442079460100.',
    ],
    [
      'forwards to itself',
      { steps: [hunt, forward(context.e164), voicemail] },
      'forward-self',
      'In hours: step 2 forwards to the number itself.',
    ],
  ])('%s', (_, route, code, words) => {
    expect(validateRoute('In hours', route, context)).toMatchObject([
      { kind: 'refusal', code, words, values: { path: 'In hours' } },
    ])
  })
  it.each([
    ['+4930901820', 'international'],
    ['+449098790123', 'premium'],
  ])('forwards to %s, which its site does not allow (C11, C15)', (number, its) => {
    const route: Route = { steps: [hunt, forward(number), voicemail] }
    const outside = { callingCode: '44', classes: [] }
    expect(validateRoute('In hours', route, { ...context, outside })).toMatchObject([
      {
        code: 'forward-not-allowed',
        words: `In hours: step 2 forwards to ${number}, and the site allows no ${its} calls.`,
      },
    ])
    expect(validateRoute('In hours', route, context)).toEqual([])
  })
  it('voicemail last without a mailbox and without a notice', () => {
    const faults = validateRoute('In hours', { steps: [voicemail] }, { ...context, hasMailbox: false })
    expect(faults.map(({ code }) => code)).toEqual(['route-no-mailbox'])
  })
  it('both routes and own hours are checked', () => {
    const settings = {
      version: 1,
      inHours: { steps: [hunt] },
      outOfHours: { steps: [reception] },
      hours: { mode: 'weekly', intervals: [{ day: 1, start: '09:00', end: '09:00' }] },
    } as const
    const faults = validateSettings(settings, context)
    expect(faults.map(({ code, words }) => [code, words.split(':')[0]])).toEqual([
      ['route-last', 'In hours'],
      ['route-last', 'Out of hours'],
      ['hours-empty', 'An interval that starts and ends at 09'],
    ])
  })
})

describe('settings that can', () => {
  it.each<[string, Route]>([
    [
      'limits 5 and 120',
      { steps: [{ ...hunt, limitSeconds: 5 }, { ...hunt, limitSeconds: 120 }, voicemail] },
    ],
    [
      'four steps and a notice',
      { steps: [hunt, reception, forward('+447700900123'), hunt], end: 'try-later' },
    ],
  ])('%s', (_, route) => {
    expect(validateRoute('In hours', route, context)).toEqual([])
  })
  it('the defaults (M7), with or without a mailbox', () => {
    expect(validateSettings(defaultSettings, context)).toEqual([])
    expect(validateSettings(defaultSettings, { ...context, hasMailbox: false })).toEqual([])
    expect(defaultSettings.inHours.steps).toEqual([hunt, voicemail])
    expect(defaultSettings.outOfHours.steps).toEqual([voicemail])
  })
})

describe('a route in words (M4)', () => {
  it.each<[Route, string]>([
    [defaultSettings.inHours, 'Hunt group for 20 s, then voicemail'],
    [{ steps: [voicemail] }, 'Voicemail'],
    [
      { steps: [forward('+447700900123'), reception], end: 'closed' },
      'Forward to +447700900123 for 20 s, then reception for 30 s, then a spoken notice',
    ],
  ])('%j', (route, words) => {
    expect(routeInWords(route)).toBe(words)
  })
})
