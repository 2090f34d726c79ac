/** Tells of a new password, so that a theft does not go unseen. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'
import { inLanguage } from './in-language.ts'

export interface PasswordChangedFacts {
  readonly to: string
  /** BCP 47; undefined: not known. */
  readonly language: string | undefined
  readonly name: string
}

interface PasswordChangedWords {
  readonly subject: string
  readonly changed: (name: string, to: string) => string
  readonly notYou: string
}

const english: PasswordChangedWords = {
  subject: 'Your Mainline password was changed',
  changed: (name, to) =>
    `Hello ${name}, the password of ${to} was changed just now, and every browser that was signed in is signed out.`,
  notYou: 'If it was not you, ask for a new password at once and tell your administrator.',
}

const german: PasswordChangedWords = {
  subject: 'Ihr Kennwort für Mainline wurde geändert',
  changed: (name, to) =>
    `Guten Tag ${name}, das Kennwort von ${to} wurde soeben geändert, und alle angemeldeten Browser sind abgemeldet.`,
  notYou:
    'Wenn Sie es nicht waren, bitten Sie sofort um ein neues Kennwort, und sagen Sie Ihrer Administration Bescheid.',
}

export function passwordChangedLetter({ to, language, name }: PasswordChangedFacts): Letter {
  const words = inLanguage(language, { english, german })
  return writeLetter({
    to,
    subject: words.subject,
    paragraphs: [words.changed(oneLine(name), to), words.notYou],
  })
}
