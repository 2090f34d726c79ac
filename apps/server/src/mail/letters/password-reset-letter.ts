/** The way back in for somebody who forgot the password. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'
import { inLanguage } from './in-language.ts'

export interface PasswordResetFacts {
  readonly to: string
  /** BCP 47; undefined: not known. */
  readonly language: string | undefined
  readonly name: string
  readonly link: string
  /** Minutes until the link is void. */
  readonly minutes: number
}

interface PasswordResetWords {
  readonly subject: string
  readonly asked: (name: string, to: string) => string
  readonly holds: (minutes: number) => string
  readonly choose: string
}

const english: PasswordResetWords = {
  subject: 'A new password for Mainline',
  asked: (name, to) => `Hello ${name}, somebody, hopefully you, asked for a new password for ${to}.`,
  holds: (minutes) =>
    `The link works once, for ${minutes} minutes. If it was not you, do nothing: your password stays as it is.`,
  choose: 'Choose a new password',
}

const german: PasswordResetWords = {
  subject: 'Ein neues Kennwort für Mainline',
  asked: (name, to) =>
    `Guten Tag ${name}, jemand, hoffentlich Sie, hat um ein neues Kennwort für ${to} gebeten.`,
  holds: (minutes) =>
    `Der Link gilt einmal, ${minutes} Minuten lang. Wenn Sie es nicht waren, müssen Sie nichts tun: Ihr Kennwort bleibt, wie es ist.`,
  choose: 'Neues Kennwort wählen',
}

export function passwordResetLetter({ to, language, name, link, minutes }: PasswordResetFacts): Letter {
  const words = inLanguage(language, { english, german })
  return writeLetter({
    to,
    subject: words.subject,
    paragraphs: [words.asked(oneLine(name), to), words.holds(minutes)],
    link: { label: words.choose, url: link },
  })
}
