/** Tells of a message (M13): who called which number, when, how long; with the recording or a link to it. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'

export interface VoicemailLetterFacts {
  readonly to: string
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
  const { called, transcript, link } = facts
  const caller = callerInWords(facts)
  const length = `${Math.floor(facts.seconds / 60)}:${String(Math.round(facts.seconds) % 60).padStart(2, '0')}`
  return writeLetter({
    to: facts.to,
    subject: `Voicemail from ${caller} (${length}), for ${called.organization}`,
    paragraphs: [
      `${caller} left a message of ${length} min for ${oneLine(called.organization)} (${called.e164}) on ${inZone(facts.at, facts.zone)}.`,
      ...(facts.cutShort ? ['The recording was cut short; it is kept up to its last second.'] : []),
      ...(transcript ? [`What was said, as a program understood it: “${oneLine(transcript, 4_000)}”`] : []),
      link ? 'The link holds for 14 days; whoever has it can listen.' : 'The recording is attached.',
    ],
    ...(link && { link: { label: 'Listen to the message', url: link } }),
  })
}

/** Tells that callers can leave nothing any more. */
export function mailboxFullLetter(
  facts: Pick<VoicemailLetterFacts, 'to' | 'called'> & { most: number },
): Letter {
  const { e164, organization } = facts.called
  return writeLetter({
    to: facts.to,
    subject: `The mailbox of ${e164} is full`,
    paragraphs: [
      `The mailbox of ${oneLine(organization)} (${e164}) holds ${facts.most} messages. Callers are told that it is full and cannot leave another.`,
      'Delete messages that are done with, in the console or by phone.',
    ],
  })
}

function callerInWords({ callerNumber, callerName }: VoicemailLetterFacts): string {
  const [name, number] = [oneLine(callerName ?? ''), oneLine(callerNumber ?? '')]
  if (name && number) return `${name} (${number})`
  return name || number || 'A caller who withheld the number'
}

function inZone(at: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }).format(at)
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(at)
  return `${day} at ${time} (${timeZone})`
}
