/** Tells of a new password, so that a theft does not go unseen. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'

export const passwordChangedLetter = ({ to, name }: { to: string; name: string }): Letter =>
  writeLetter({
    to,
    subject: 'Your Mainline password was changed',
    paragraphs: [
      `Hello ${oneLine(name)}, the password of ${to} was changed just now, and every browser that was signed in is signed out.`,
      'If it was not you, ask for a new password at once and tell your administrator.',
    ],
  })
