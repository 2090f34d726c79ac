/** What letters about messages say, in the language of the mailbox; English where nobody has written it yet. */

export interface VoicemailWords {
  /** Of dates and times, BCP 47. */
  readonly locale: string
  readonly withheld: string
  readonly subject: (caller: string, length: string, organization: string) => string
  readonly left: (caller: string, length: string, called: string, when: string) => string
  readonly when: (day: string, time: string, zone: string) => string
  readonly cutShort: string
  readonly transcript: (text: string) => string
  readonly linkHolds: string
  readonly attached: string
  readonly listen: string
  readonly fullSubject: (e164: string) => string
  readonly full: (called: string, most: number) => string
  readonly nearlyFullSubject: (e164: string) => string
  readonly nearlyFull: (called: string, held: number, most: number) => string
  readonly makeRoom: string
}

const english: VoicemailWords = {
  locale: 'en-GB',
  withheld: 'A caller who withheld the number',
  subject: (caller, length, organization) => `Voicemail from ${caller} (${length}), for ${organization}`,
  left: (caller, length, called, when) =>
    `${caller} left a message of ${length} min for ${called} on ${when}.`,
  when: (day, time, zone) => `${day} at ${time} (${zone})`,
  cutShort: 'The recording was cut short; it is kept up to its last second.',
  transcript: (text) => `What was said, as a program understood it: “${text}”`,
  linkHolds: 'The link holds for 14 days; whoever has it can listen.',
  attached: 'The recording is attached.',
  listen: 'Listen to the message',
  fullSubject: (e164) => `The mailbox of ${e164} is full`,
  full: (called, most) =>
    `The mailbox of ${called} holds ${most} messages. Callers are told that it is full and cannot leave another.`,
  nearlyFullSubject: (e164) => `The mailbox of ${e164} is nearly full`,
  nearlyFull: (called, held, most) =>
    `The mailbox of ${called} holds ${held} messages. With ${most} it is full, and callers cannot leave another.`,
  makeRoom: 'Delete messages that are done with, in the console or by phone.',
}

const german: VoicemailWords = {
  locale: 'de-DE',
  withheld: 'unbekannter Nummer',
  subject: (caller, length, organization) => `Nachricht von ${caller} (${length}) für ${organization}`,
  left: (caller, length, called, when) =>
    `Nachricht von ${caller} für ${called}, ${length} min lang, hinterlassen am ${when}.`,
  when: (day, time, zone) => `${day} um ${time} Uhr (${zone})`,
  cutShort: 'Die Aufnahme wurde abgebrochen; sie ist bis zur letzten Sekunde erhalten.',
  transcript: (text) => `Was gesagt wurde, wie ein Programm es verstanden hat: „${text}“`,
  linkHolds: 'Der Link gilt 14 Tage; wer ihn hat, kann die Nachricht hören.',
  attached: 'Die Aufnahme ist angehängt.',
  listen: 'Nachricht anhören',
  fullSubject: (e164) => `Die Mailbox von ${e164} ist voll`,
  full: (called, most) =>
    `In der Mailbox von ${called} liegen ${most} Nachrichten. Anrufer hören, dass sie voll ist, und können keine weitere hinterlassen.`,
  nearlyFullSubject: (e164) => `Die Mailbox von ${e164} ist fast voll`,
  nearlyFull: (called, held, most) =>
    `In der Mailbox von ${called} liegen ${held} Nachrichten. Mit ${most} ist sie voll, und Anrufer können keine weitere hinterlassen.`,
  makeRoom: 'Erledigte Nachrichten lassen sich in der Konsole oder am Telefon löschen.',
}

/** @param language BCP 47 */
export const voicemailWords = (language: string): VoicemailWords =>
  /^de\b/i.test(language) ? german : english
