import { type Route, routeInWords, settingsDifference } from '@mainline/pbx'
import { expect, it } from 'vitest'
import { sentence } from './sentences.de.ts'

const voicemail: Route = { steps: [{ target: 'voicemail' }] }
const long: Route = {
  steps: [
    { target: 'hunt-group', limitSeconds: 20 },
    { target: 'reception', limitSeconds: 30 },
    { target: 'forward', number: '+442079460990', limitSeconds: 15 },
  ],
  end: 'nobody-available',
}
const site = { hours: null, voicemailEmails: [], emailAs: 'attachment' } as const

it('says in German what a dated change has different', () => {
  expect(sentence(`In hours: ${routeInWords(long)}.`)).toBe(
    'In den Öffnungszeiten: Sammelruf (20 s), dann Empfang (30 s), dann Weiterleitung an +442079460990 (15 s), dann eine Ansage.',
  )
  const zero: Route = { steps: [{ target: 'voicemail', receptionOnZero: true }] }
  expect(sentence(`Out of hours: ${routeInWords(zero)}.`)).toBe(
    'Außerhalb der Öffnungszeiten: Mailbox (0 für den Empfang).',
  )
  expect(sentence('Hours: Mon–Fri 08:30–12:00 and 13:00–18:00.')).toBe(
    'Öffnungszeiten: Mo–Fr 08:30–12:00 und 13:00–18:00.',
  )
})

it('says in German what a version changed', () => {
  const before = { inHours: voicemail, outOfHours: voicemail, ...site }
  const after = {
    ...{ inHours: long, outOfHours: voicemail },
    hours: { mode: 'always-open' },
    voicemailEmails: ['a@b.example'],
    emailAs: 'link',
  } as const
  expect(settingsDifference(before, after).map(sentence)).toEqual([
    'In den Öffnungszeiten: Sammelruf (20 s), dann Empfang (30 s), dann Weiterleitung an +442079460990 (15 s), dann eine Ansage (vorher: Mailbox).',
    'Ansage am Ende in den Öffnungszeiten: niemand zu sprechen (vorher: keine).',
    'Öffnungszeiten: Immer geöffnet (vorher: die des Standorts).',
    'Mailbox-Nachrichten gehen auch an a@b.example.',
    'Die Mailbox sendet: einen Link (vorher: Anhang).',
  ])
})

it('leaves alone what is no setting', () => {
  expect(sentence('Something: else.')).toBe('Something: else.')
})
