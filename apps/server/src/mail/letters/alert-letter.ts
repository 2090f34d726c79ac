/** Tells people of what needs them: one letter for all that was found at once. */
import { type Letter, oneLine, writeLetter } from '../letter.ts'

/** More are counted and not told one by one. */
const MOST_TOLD = 30

export function alertLetter({
  to,
  name,
  alerts,
}: {
  to: string
  name: string
  alerts: readonly string[]
}): Letter {
  const [first = '', ...others] = alerts
  const more = alerts.length - MOST_TOLD
  return writeLetter({
    to,
    subject: others.length === 0 ? first : `${alerts.length} alerts of your telephone system`,
    paragraphs: [
      `Hello ${oneLine(name)}, this needs your attention:`,
      ...alerts.slice(0, MOST_TOLD).map((words) => oneLine(words)),
      ...(more > 0 ? [`And ${more} more.`] : []),
      'An alert clears by itself when its cause is gone.',
    ],
  })
}
