/** The way back in for somebody who forgot the password. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'

export interface PasswordResetFacts {
  readonly to: string
  readonly name: string
  readonly link: string
  /** Minutes until the link is void. */
  readonly minutes: number
}

export const passwordResetLetter = ({ to, name, link, minutes }: PasswordResetFacts): Letter =>
  writeLetter({
    to,
    subject: 'A new password for Mainline',
    paragraphs: [
      `Hello ${oneLine(name)}, somebody, hopefully you, asked for a new password for ${to}.`,
      `The link works once, for ${minutes} minutes. If it was not you, do nothing: your password stays as it is.`,
    ],
    link: { label: 'Choose a new password', url: link },
  })
