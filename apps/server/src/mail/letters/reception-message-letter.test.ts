/** Letters about messages that reception took speak the language of whom they are for (C8). */
import { expect, it } from 'vitest'
import { receptionMessageLetter } from './reception-message-letter.ts'

const message = {
  recipient: null,
  callerName: 'Imogen Vane',
  callerNumber: '+442079460990',
  callerCompany: null,
  text: 'Die Pläne sind fertig',
  urgent: true,
  callBack: true,
  takenBy: 'Rita',
  takenAt: Date.parse('2040-01-04T17:05:00Z'),
}
const facts = { to: 'ada@alder.example', organization: 'Alder & Finch', zone: 'Europe/Berlin', message }

it('German', () => {
  const { subject, text } = receptionMessageLetter({ ...facts, language: 'de-AT' })
  expect(subject).toBe('Dringend: Nachricht von Imogen Vane')
  expect(text).toBe(
    `Der Empfang hat eine Nachricht für Alder & Finch angenommen.

Von: Imogen Vane, +442079460990

Die Pläne sind fertig

Es wird um Rückruf gebeten.

Angenommen von Rita am 4. Januar 2040 um 18:05 Uhr (Europe/Berlin). Die Nachricht bleibt offen, bis jemand sie quittiert.
`,
  )
  const nameless = { ...message, callerName: null, callerNumber: null, urgent: false, callBack: false }
  const unknown = receptionMessageLetter({ ...facts, message: nameless, language: 'de' })
  expect(unknown.subject).toBe('Nachricht eines Anrufers')
  expect(unknown.text).toContain('Von: jemandem, der keinen Namen hinterlassen hat')
})

it.each(['en-GB', 'fr'])('English, and where nobody has written it yet: %s', (language) => {
  const { subject, text } = receptionMessageLetter({ ...facts, language })
  expect(subject).toBe('Urgent: message from Imogen Vane')
  expect(text).toContain('Taken by Rita on 4 January 2040 at 18:05 (Europe/Berlin).')
})
