/** A message that reception took, to the organization that it is for (C8), in the language of its number or site. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'

export interface ReceptionMessageFacts {
  readonly to: string
  /** BCP 47. */
  readonly language: string
  readonly organization: string
  /** IANA zone of the site. */
  readonly zone: string
  readonly message: {
    readonly recipient: string | null
    readonly callerName: string | null
    readonly callerNumber: string | null
    readonly callerCompany: string | null
    readonly text: string
    readonly urgent: boolean
    readonly callBack: boolean
    readonly takenBy: string
    readonly takenAt: number
  }
}

interface ReceptionMessageWords {
  /** Of dates and times, BCP 47. */
  readonly locale: string
  /** @param caller undefined: who left no name and no number */
  readonly subject: (caller: string | undefined, urgent: boolean) => string
  readonly taken: (whom: string) => string
  readonly from: (caller: string) => string
  readonly nameless: string
  readonly callBack: string
  readonly takenBy: (who: string, when: string, zone: string) => string
}

const english: ReceptionMessageWords = {
  locale: 'en-GB',
  subject: (caller = 'a caller', urgent) => `${urgent ? 'Urgent: message' : 'Message'} from ${caller}`,
  taken: (whom) => `Reception took a message for ${whom}.`,
  from: (caller) => `From: ${caller}`,
  nameless: 'a caller who left no name',
  callBack: 'The caller asks to be called back.',
  takenBy: (who, when, zone) =>
    `Taken by ${who} on ${when} (${zone}). It stays in your messages until somebody acknowledges it.`,
}

const german: ReceptionMessageWords = {
  locale: 'de-DE',
  subject: (caller, urgent) =>
    `${urgent ? 'Dringend: ' : ''}Nachricht ${caller === undefined ? 'eines Anrufers' : `von ${caller}`}`,
  taken: (whom) => `Der Empfang hat eine Nachricht für ${whom} angenommen.`,
  from: (caller) => `Von: ${caller}`,
  nameless: 'jemandem, der keinen Namen hinterlassen hat',
  callBack: 'Es wird um Rückruf gebeten.',
  takenBy: (who, when, zone) =>
    `Angenommen von ${who} am ${when} Uhr (${zone}). Die Nachricht bleibt offen, bis jemand sie quittiert.`,
}

const wordsOf = (language: string): ReceptionMessageWords => (/^de\b/i.test(language) ? german : english)

export function receptionMessageLetter(facts: ReceptionMessageFacts): Letter {
  const { to, language, organization, zone, message } = facts
  const words = wordsOf(language)
  const { recipient, callerName, callerNumber, callerCompany, text, urgent, callBack, takenBy } = message
  const caller = [callerName, callerCompany, callerNumber].flatMap((part) =>
    part === null ? [] : oneLine(part),
  )
  const at = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: zone })
  const paragraphs = [
    words.taken(oneLine(recipient ?? organization)),
    words.from(caller.length === 0 ? words.nameless : caller.join(', ')),
    text,
    ...(callBack ? [words.callBack] : []),
    words.takenBy(oneLine(takenBy), at.format(message.takenAt), zone),
  ]
  return writeLetter({ to, subject: words.subject(caller[0], urgent), paragraphs })
}
