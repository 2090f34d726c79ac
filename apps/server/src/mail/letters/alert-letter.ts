/** Tells people of what needs them: one letter for all that was found at once. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'

/** More are counted and not told one by one. */
const MOST_TOLD = 30
/** A name of a site, one of a phone, and a sentence. */
const LONGEST_ALERT = 600

/** An alert as a letter tells it. */
export interface ToldAlert {
  readonly words: string
  readonly language: 'en' | 'de'
}

interface AlertLetterWords {
  readonly subject: (count: number) => string
  readonly hello: (name: string) => string
  readonly more: (count: number) => string
  readonly clears: string
}

const english: AlertLetterWords = {
  subject: (count) => `${count} alerts of your telephone system`,
  hello: (name) => `Hello ${name}, this needs your attention:`,
  more: (count) => `And ${count} more.`,
  clears: 'An alert clears by itself when its cause is gone.',
}

const german: AlertLetterWords = {
  subject: (count) => `${count} Warnungen Ihrer Telefonanlage`,
  hello: (name) => `Guten Tag ${name}, das braucht Ihre Aufmerksamkeit:`,
  more: (count) => `Und ${count} weitere.`,
  clears: 'Eine Warnung ist vorbei, sobald ihre Ursache behoben ist.',
}

/** In German when all of it is told in German. */
export function alertLetter({
  to,
  name,
  alerts,
}: {
  to: string
  name: string
  alerts: readonly ToldAlert[]
}): Letter {
  const words = alerts.every(({ language }) => language === 'de') ? german : english
  const [first, ...others] = alerts
  const more = alerts.length - MOST_TOLD
  return writeLetter({
    to,
    subject: others.length === 0 ? (first?.words ?? '') : words.subject(alerts.length),
    paragraphs: [
      words.hello(oneLine(name)),
      ...alerts.slice(0, MOST_TOLD).map((alert) => oneLine(alert.words, LONGEST_ALERT)),
      ...(more > 0 ? [words.more(more)] : []),
      words.clears,
    ],
  })
}
