/**
 * A new password that whoever knows the person would try first: the name or the address, alone or with little else
 * (NIST SP 800-63B §5.1.1.2, words of the context).
 */
import { Refused } from '../errors.ts'

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly email: string
  readonly name: string
}

/** With so many letters besides, a short name in it does no harm: "savannah" holds an Anna. */
const enoughBesides = 8
/** A word of so many letters is in no password by chance. */
const longWord = 6
const shortestWord = 3

/** @returns why it cannot be the password of this person */
export function judgePassword(password: string, { email, name }: PasswordOwner): Refused | undefined {
  const secret = folded(password)
  const [account = '', domain = ''] = email.split('@')
  const ofAddress = [email, account, account.split('+')[0] ?? '', domain, domain.split('.')[0] ?? '']
  if (holds(secret, [email, account]) || isMadeOf(secret, ofAddress))
    return new Refused('password-guessable', 'the password is made of your e-mail address')
  const words = name.split(/[\s-]+/)
  const names = [name, words.toReversed().join()]
  if (holds(secret, names) || isMadeOf(secret, [...names, ...words, ...ofAddress]))
    return new Refused('password-guessable', 'the password is made of your name')
  return undefined
}

/** Letters and digits alone, without accents and capitals: `Zoë Müller` is `zoemuller`. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const holds = (secret: string, wholes: readonly string[]): boolean =>
  wholes.map(folded).some((whole) => whole.length >= longWord && secret.includes(whole))

function isMadeOf(secret: string, parts: readonly string[]): boolean {
  // The longest first: what is left of it is not looked at as if it were something else.
  const words = [...new Set(parts.map(folded))]
    .filter(({ length }) => length >= shortestWord)
    .sort((a, b) => b.length - a.length)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), secret)
  return rest.length < secret.length && rest.length < enoughBesides
}
