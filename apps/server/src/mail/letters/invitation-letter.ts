/** Asks somebody to become a user. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'
import { inLanguage } from './in-language.ts'

export interface InvitationFacts {
  readonly to: string
  /** BCP 47; undefined: not known. */
  readonly language: string | undefined
  readonly name: string
  readonly invitedBy: string
  /** For whom the person is to act: an organization, or the platform. */
  readonly organization: string
  readonly link: string
  /** Days until the link is void. */
  readonly days: number
}

interface InvitationWords {
  readonly subject: (organization: string) => string
  readonly invites: (name: string, invitedBy: string, organization: string) => string
  readonly holds: (days: number) => string
  readonly accept: string
}

const english: InvitationWords = {
  subject: (organization) => `Your access to the telephone system of ${organization}`,
  invites: (name, invitedBy, organization) =>
    `Hello ${name}, ${invitedBy} invites you to the telephone system of ${organization}.`,
  holds: (days) => `The link works once, for ${days} days. If you expected no invitation, do nothing.`,
  accept: 'Choose a password and sign in',
}

const german: InvitationWords = {
  subject: (organization) => `Ihr Zugang zur Telefonanlage von ${organization}`,
  invites: (name, invitedBy, organization) =>
    `Guten Tag ${name}, ${invitedBy} lädt Sie zur Telefonanlage von ${organization} ein.`,
  holds: (days) =>
    `Der Link gilt einmal, ${days} Tage lang. Wenn Sie keine Einladung erwarten, müssen Sie nichts tun.`,
  accept: 'Kennwort wählen und anmelden',
}

export function invitationLetter(facts: InvitationFacts): Letter {
  const words = inLanguage(facts.language, { english, german })
  const organization = oneLine(facts.organization)
  return writeLetter({
    to: facts.to,
    subject: words.subject(organization),
    paragraphs: [
      words.invites(oneLine(facts.name), oneLine(facts.invitedBy), organization),
      words.holds(facts.days),
    ],
    link: { label: words.accept, url: facts.link },
  })
}
