/** Letters about messages speak the language of the mailbox (M13, C14). */
import { expect, it } from 'vitest'
import { mailboxFullLetter, mailboxNearlyFullLetter, voicemailLetter } from './voicemail-letter.ts'

const facts = {
  to: 'office@alder.example',
  callerNumber: null,
  callerName: null,
  called: { e164: '+442079460100', organization: 'Alder & Finch' },
  at: Date.parse('2040-01-04T17:05:00Z'),
  zone: 'Europe/Berlin',
  seconds: 65,
  cutShort: true,
  transcript: null,
} as const

it('German', () => {
  const letter = voicemailLetter({ ...facts, language: 'de', link: 'https://x.example/1' })
  expect(letter.subject).toBe('Nachricht von unbekannter Nummer (1:05) für Alder & Finch')
  expect(letter.text).toContain('hinterlassen am Mittwoch, 4. Januar 2040 um 18:05 Uhr (Europe/Berlin).')
  expect(letter.text).toContain('Nachricht anhören:\nhttps://x.example/1')
  expect(letter.text).toContain('Der Link gilt 14 Tage')
  expect(mailboxFullLetter({ ...facts, language: 'de-AT', most: 100 }).subject).toBe(
    'Die Mailbox von +442079460100 ist voll',
  )
  const nearly = mailboxNearlyFullLetter({ ...facts, language: 'de', held: 90, most: 100 })
  expect(nearly.subject).toBe('Die Mailbox von +442079460100 ist fast voll')
  expect(nearly.text).toContain('liegen 90 Nachrichten. Mit 100 ist sie voll')
})

it.each(['en-GB', 'fr', 'den'])('English, and where nobody has written it yet: %s', (language) => {
  const letter = voicemailLetter({ ...facts, language })
  expect(letter.subject).toBe('Voicemail from A caller who withheld the number (1:05), for Alder & Finch')
  expect(letter.text).toContain('Wednesday, 4 January 2040 at 18:05 (Europe/Berlin)')
})

it.each([
  [0.4, '0:00'],
  [59.4, '0:59'],
  [59.7, '0:59'],
  [60, '1:00'],
  [119.98, '1:59'],
  [300, '5:00'],
])('a message of %s s is %s long, as the console says', (seconds, length) => {
  expect(voicemailLetter({ ...facts, language: 'en', seconds }).subject).toContain(`(${length})`)
})
