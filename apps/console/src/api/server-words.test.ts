import { globSync, readFileSync } from 'node:fs'
import { callReason, callResult, errorCatalogue } from '@mainline/contract'
import {
  fillInWords,
  isRefusalCode,
  refuse,
  terminationInWords,
  unattendedInWords,
  validateRoute,
} from '@mainline/pbx'
import { afterEach, describe, expect, it } from 'vitest'
import * as german from '../locales/server-words.de.ts'
import { refusalWords, said, translateServer } from './server-words.ts'

afterEach(() => translateServer(undefined))

const refusal = (code: string, message: string, details?: object) => ({
  code,
  message,
  requestId: 'r',
  ...(details && { details }),
})

describe('a refusal in German', () => {
  it.each([
    [
      'with what it names',
      refusal('service-quantity', 'The quantity …', { values: { used: 3 } }),
      /nicht unter 3 sinken/,
    ],
    ['of the API, by its code', refusal('forbidden', 'Your role …'), /^Das erlaubt Ihre Rolle nicht\./],
    [
      'with a value that is a word of the server',
      refusal('number-state', '…', { values: { state: 'ACTIVE', action: 'allocate', wanted: 'AVAILABLE' } }),
      /^Die Nummer ist ACTIVE; zuteilen geht nur, solange sie AVAILABLE ist\.$/,
    ],
    [
      'with the hint about the 0 of home',
      refusal('step-number', '…', {
        values: {
          path: 'In hours',
          step: 2,
          hint: '; without the 0 that is dialled at home only it is +442079460100',
        },
      }),
      /^In den Öffnungszeiten: Das Ziel von Schritt 2 ist keine Nummer mit Landesvorwahl, zum Beispiel .*; ohne die 0 .* \+442079460100\.$/,
    ],
    [
      'with a sentence about the file',
      refusal('table-unreadable', '…', {
        values: { fault: 'line 1 has no column "number"; the columns are "number", "label"' },
      }),
      /^Die Tabelle ist nicht lesbar: Zeile 1 hat keine Spalte „number“; die Spalten sind "number", "label"\. Die erste/,
    ],
    [
      'that names nothing, in the words of the server',
      refusal('number-cooling', 'It rests.'),
      /^It rests\.$/,
    ],
    ['that is not known here, in the words of the server', refusal('brand-new', 'So it is.'), /^So it is\.$/],
    [
      'of several rules, each',
      refusal('route-length', '…', {
        faults: [
          { code: 'route-length', message: '…', values: { path: 'In hours', count: 5 } },
          { code: 'hours-day', message: '…', values: { text: '9' } },
        ],
      }),
      /^In den Öffnungszeiten: Ein Weg .* diese[r]? hat 5\. Ein Wochentag .*: 9\.$/,
    ],
  ])('%s', (_, body, words) => {
    translateServer(german)
    expect(refusalWords(body)).toMatch(words)
  })
  it('English is what the server says', () => {
    expect(refusalWords(refusal('forbidden', 'Your role may not.'))).toBe('Your role may not.')
  })
  it.each(Object.keys(errorCatalogue))('%s leaves no gap that the server cannot fill', (code) => {
    const gaps = german.refusals[code as keyof typeof german.refusals].match(/\{\w+\}/g) ?? []
    const own = isRefusalCode(code) ? filling(code) : (filledByTheApi[code] ?? [])
    expect(own).toEqual(expect.arrayContaining(gaps))
  })
  it('the route that ends nowhere, as the core finds it while it is edited', () => {
    translateServer(german)
    const [fault] = validateRoute('Out of hours', { steps: [] }, { e164: '+442079460100', hasMailbox: true })
    expect(refusalWords(refusal(fault?.code ?? '', '', { values: fault?.values }))).toBe(
      'Außerhalb der Öffnungszeiten: Ein Weg hat 1 bis 4 Schritte, dieser hat 0.',
    )
  })
})

/** What refusals of the API itself name; that they do is tested with the API. */
const filledByTheApi: Readonly<Record<string, readonly string[]>> = { 'table-unreadable': ['{fault}'] }

/** The gaps of the English sentence: each is filled in by a value of its name. */
function filling(code: Parameters<typeof refuse>[0]): string[] {
  const values = new Proxy({}, { get: (_, name) => `{${String(name)}}` })
  return refuse(code, values).words.match(/\{\w+\}/g) ?? []
}

const whyUnreached = {
  'no trunk could put the call through': 'Keine Leitung konnte den Anruf vermitteln',
  'the number outside is busy': 'Die Nummer draußen ist besetzt',
  'the caller hung up': 'Wer anrief, hat aufgelegt',
}

describe('a sentence in German', () => {
  it.each(sentencesOf('packages/pbx/src/{preview*,call/{*,steps/*}}.ts'))('of a call: %s', (english) => {
    expect(german.sentence(english)).not.toBe(english)
  })
  it.each(sentencesOfImports())('of an import: %s', (english) => {
    expect(german.sentence(english)).not.toBe(english)
    expect(german.sentence(english)).not.toMatch(/\{|undefined/)
  })
  it.each([
    ['Answered by Maya Alder: the caller hung up.', 'Angenommen von Maya Alder. Wer anrief, hat aufgelegt.'],
    ['Of those called 2 busy, 1 declined.', 'Von den Angerufenen: 2 besetzt, 1 abgelehnt.'],
    ['Within business hours until Mon 7 Dec 18:00.', 'In den Öffnungszeiten bis Mo, 7. Dez. 18:00.'],
    ['Within business hours until 18:00.', 'In den Öffnungszeiten bis 18:00.'],
    [
      'Within business hours. The dated change “Winter” holds.',
      'In den Öffnungszeiten. Es gilt die datierte Änderung „Winter“.',
    ],
    [
      'Mon–Fri 08:30–18:00, Sat 10:00–12:00 and 14:00–16:00',
      'Mo–Fr 08:30–18:00, Sa 10:00–12:00 und 14:00–16:00',
    ],
    ['Always open', 'Immer geöffnet'],
    ['“Open day” in the site schedule.', '„Open day“ im Kalender des Standorts.'],
    [
      'The mail server mail.example:587 takes no letters: connect ECONNREFUSED 192.0.2.1:587. Letters wait, those about messages for two days. See that it runs, and that MAINLINE_SMTP_URL is right.',
      'Der Mailserver mail.example:587 nimmt keine E-Mails an: connect ECONNREFUSED 192.0.2.1:587. Die E-Mails warten, die über Nachrichten zwei Tage. Bitte prüfen, ob er läuft und ob MAINLINE_SMTP_URL stimmt.',
    ],
    [
      '+442079460100 (Alder & Finch) opens at 09:00, and nothing would ring: no phone of its hunt group is registered. Callers go to the mailbox at once.',
      '+442079460100 (Alder & Finch) öffnet 09:00, und nichts würde klingeln: Im Sammelruf ist kein Telefon angemeldet. Anrufe gehen gleich zur Mailbox.',
    ],
    [
      'Studio (+442079460103 / 2003, Finsbury Yard) called 999 at 09:29. Look after them, and show helpers the way.',
      'Studio (+442079460103 / 2003, Finsbury Yard) hat um 09:29 die 999 angerufen. Bitte nach den Leuten sehen und Helfern den Weg zeigen.',
    ],
    [
      'Studio (+442079460103, Yard) called 911 (sent on as 999) at 09:29. Look after them, and show helpers the way.',
      'Studio (+442079460103, Yard) hat um 09:29 die 911 (weitergegeben als 999) angerufen. Bitte nach den Leuten sehen und Helfern den Weg zeigen.',
    ],
    ...Object.entries(whyUnreached).map(([english, why]) => [
      `Studio (+442079460103, Finsbury Yard) called 999 at 09:29, and the call reached nobody: ${english}. Call 999 for them from a mobile phone, and look after them.`,
      `Studio (+442079460103, Finsbury Yard) hat um 09:29 die 999 angerufen und niemanden erreicht. ${why}. Bitte von einem Mobiltelefon die 999 für sie anrufen und nach ihnen sehen.`,
    ]),
    [
      fillInWords({ name: '+442079460100 (Alder & Finch)', full: false, mailed: false }),
      'Die Mailbox von +442079460100 (Alder & Finch) enthält 90 Nachrichten; mit 100 ist sie voll, und Anrufer können nichts hinterlassen. Bitte löschen, was nicht mehr gebraucht wird. Für ihre Nachrichten ist keine E-Mail-Adresse eingetragen.',
    ],
    [
      fillInWords({ name: '+442079460100 (Alder & Finch)', full: true, mailed: true }),
      'Die Mailbox von +442079460100 (Alder & Finch) ist voll: Wer anruft, hört das und kann nichts hinterlassen. Bitte löschen, was nicht mehr gebraucht wird.',
    ],
    ['The number is 2 digits short. Check its end.', 'Der Nummer fehlen 2 Ziffern. Bitte das Ende prüfen.'],
    [
      'The organization has a main number in line 7 already. One is the most.',
      'Die Firma hat schon in Zeile 7 eine Hauptnummer. Mehr als eine geht nicht.',
    ],
    [
      'The line has 3 cells, the header has 2. Put a cell that holds the separator in quotation marks.',
      'Die Zeile hat 3 Zellen, die Kopfzeile 2. Eine Zelle, die das Trennzeichen enthält, gehört in Anführungszeichen.',
    ],
    [
      unattendedInWords('Soho Works', 1),
      'Am Empfang von Soho Works ist niemand. Eine Hauptnummer, die geöffnet ist, klingelt dort zuerst: Ihre Anrufe gehen gleich zum nächsten Schritt.',
    ],
    [
      unattendedInWords('Soho Works', 12),
      'Am Empfang von Soho Works ist niemand. 12 Hauptnummern, die geöffnet sind, klingeln dort zuerst: Ihre Anrufe gehen gleich zum nächsten Schritt.',
    ],
    ['Something nobody has said yet.', 'Something nobody has said yet.'],
  ])('%s', (english, expected) => {
    translateServer(german)
    expect(said(english)).toBe(expected)
  })
  it.each(resultsAndReasons())('%s', (english) => {
    expect(german.sentence(english)).not.toBe(english)
    expect(german.sentence(english)).not.toMatch(/\{|undefined/)
  })
})

/** What the core writes into the path of a call, read where it is written: a new sentence fails here until it has its German one. */
function sentencesOf(files: string): string[] {
  const numbers =
    /\$\{(?:secondsOfStep\(turn\)|Math\.[^}]*|unreachable|status|plan\.redirectsSpent|number\.state)\}/g
  return (
    [...new Set(literalsIn(files))]
      .map((text) =>
        text
          .replace(/\$\{cutShort[^}]*\}/, '')
          .replace(numbers, '12')
          .replace(/\$\{[^}]+\}/g, 'Maya Alder'),
      )
      // Taken apart elsewhere; and what the console says in words of its own.
      .filter((text) => !/^(Of those called|A caller )/.test(text))
  )
}

/** What an import says of lines, read where it is written. */
function sentencesOfImports(): string[] {
  const words = /\$\{(?:column|ruleOf\([^}]*|unfit\.message)\}/g
  return [...new Set(literalsIn('apps/server/src/{imports/*,jobs/run-import}.ts'))].map((text) =>
    text
      .replace(words, 'label')
      .replace(/^\}/, 'The number exists')
      .replace(/\$\{[^}]+\}/g, '12'),
  )
}

function literalsIn(files: string): string[] {
  const root = new URL('../../../../', import.meta.url).pathname
  return globSync(files, { cwd: root })
    .filter((file) => !/\.test\.ts$|simulate-call|termination/.test(file))
    .flatMap(
      (file) =>
        readFileSync(`${root}${file}`, 'utf8').match(
          /['`"](?:[A-Z]|\$\{)[^`\n]*? [^`\n]*?\.['`"](?=[,;\n) ])/g,
        ) ?? [],
    )
    .map((literal) => literal.slice(1, -1).replace(/^.*'\) return .*'/, ''))
}

function resultsAndReasons(): string[] {
  const end = { step: 'hunt-group', by: 'Maya Alder', status: 404, missed: false } as const
  return callResult.options.flatMap((result) =>
    callReason.options.map((reason) => terminationInWords({ ...end, result, reason })),
  )
}
