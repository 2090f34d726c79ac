/** Asks somebody to become a user. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'

export interface InvitationFacts {
  readonly to: string
  readonly name: string
  readonly invitedBy: string
  /** For whom the person is to act: an organization, or the platform. */
  readonly organization: string
  readonly link: string
  /** Days until the link is void. */
  readonly days: number
}

export const invitationLetter = ({
  to,
  name,
  invitedBy,
  organization,
  link,
  days,
}: InvitationFacts): Letter =>
  writeLetter({
    to,
    subject: `Your access to the telephone system of ${oneLine(organization)}`,
    paragraphs: [
      `Hello ${oneLine(name)}, ${oneLine(invitedBy)} invites you to the telephone system of ${oneLine(organization)}.`,
      `The link works once, for ${days} days. If you expected no invitation, do nothing.`,
    ],
    link: { label: 'Choose a password and sign in', url: link },
  })
