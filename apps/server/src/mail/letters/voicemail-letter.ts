/** Tells of a message (M13): who called which number, when, how long; with the recording or a link to it. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'
import { type VoicemailWords, voicemailWords } from './voicemail-words.ts'

export interface VoicemailLetterFacts {
  readonly to: string
  /** Of the mailbox, BCP 47. */
  readonly language: string
  /** As the caller's network gave it, whatever is in it; null: withheld. */
  readonly callerNumber: string | null
  readonly callerName: string | null
  readonly called: { readonly e164: string; readonly organization: string }
  /** ms since the epoch, and the IANA zone in which it is told. */
  readonly at: number
  readonly zone: string
  readonly seconds: number
  readonly cutShort: boolean
  readonly transcript: string | null
  readonly link?: string | undefined
}

export function voicemailLetter(facts: VoicemailLetterFacts): Letter {
  const { transcript, link } = facts
  const words = voicemailWords(facts.language)
  const caller = callerInWords(facts, words)
  const seconds = Math.floor(facts.seconds)
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return writeLetter({
    to: facts.to,
    subject: words.subject(caller, length, facts.called.organization),
    paragraphs: [
      words.left(caller, length, calledInWords(facts), whenInWords(facts, words)),
      ...(facts.cutShort ? [words.cutShort] : []),
      ...(transcript ? [words.transcript(oneLine(transcript, 4_000))] : []),
      link ? words.linkHolds : words.attached,
    ],
    ...(link && { link: { label: words.listen, url: link } }),
  })
}

/** Tells that callers can leave nothing any more. */
export function mailboxFullLetter(
  facts: Pick<VoicemailLetterFacts, 'to' | 'language' | 'called'> & { most: number },
): Letter {
  const words = voicemailWords(facts.language)
  return writeLetter({
    to: facts.to,
    subject: words.fullSubject(facts.called.e164),
    paragraphs: [words.full(calledInWords(facts), facts.most), words.makeRoom],
  })
}

/** Tells that it will come to that soon. */
export function mailboxNearlyFullLetter(
  facts: Pick<VoicemailLetterFacts, 'to' | 'language' | 'called'> & { held: number; most: number },
): Letter {
  const words = voicemailWords(facts.language)
  return writeLetter({
    to: facts.to,
    subject: words.nearlyFullSubject(facts.called.e164),
    paragraphs: [words.nearlyFull(calledInWords(facts), facts.held, facts.most), words.makeRoom],
  })
}

function callerInWords({ callerNumber, callerName }: VoicemailLetterFacts, words: VoicemailWords): string {
  const [name, number] = [oneLine(callerName ?? ''), oneLine(callerNumber ?? '')]
  if (name && number) return `${name} (${number})`
  return name || number || words.withheld
}

const calledInWords = ({ called }: Pick<VoicemailLetterFacts, 'called'>): string =>
  `${oneLine(called.organization)} (${called.e164})`

function whenInWords({ at, zone: timeZone }: VoicemailLetterFacts, { locale, when }: VoicemailWords): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(at)
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(at)
  return when(day, time, timeZone)
}
