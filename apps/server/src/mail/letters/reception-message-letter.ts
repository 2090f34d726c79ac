/** A message that reception took, to the organization that it is for (C8). */
import { type Letter, oneLine, writeLetter } from '../letter.ts'

export interface ReceptionMessageFacts {
  readonly to: string
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

export function receptionMessageLetter({ to, organization, zone, message }: ReceptionMessageFacts): Letter {
  const { recipient, callerName, callerNumber, callerCompany, text, urgent, callBack, takenBy } = message
  const caller = [callerName, callerCompany, callerNumber].flatMap((part) =>
    part === null ? [] : oneLine(part),
  )
  const from = caller.length === 0 ? 'a caller who left no name' : caller.join(', ')
  const at = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone })
  const paragraphs = [
    `Reception took a message for ${oneLine(recipient ?? organization)}.`,
    `From: ${from}`,
    text,
    ...(callBack ? ['The caller asks to be called back.'] : []),
    `Taken by ${oneLine(takenBy)} on ${at.format(message.takenAt)} (${zone}). It stays in your messages until somebody acknowledges it.`,
  ]
  const subject = `${urgent ? 'Urgent: ' : ''}message from ${caller[0] ?? 'a caller'}`
  return writeLetter({ to, subject: subject.charAt(0).toUpperCase() + subject.slice(1), paragraphs })
}
