/** Numbers as people say them, in the pieces that are recorded. */
import { prompts, type SpokenLanguage, type Utterance } from './utterance.ts'

/** A count from 0 to 999; what lies beyond is read digit by digit. */
export function sayNumber(count: number, language: SpokenLanguage): readonly Utterance[] {
  if (!Number.isInteger(count) || count < 0 || count > 999) return [{ digits: String(count) }]
  const hundreds = Math.floor(count / 100)
  const rest = count % 100
  if (hundreds === 0) return prompts(`number-${rest}`)
  if (rest === 0) return prompts(`hundreds-${hundreds}`)
  // "two hundred and five", but "zweihundertfünf".
  const link = language === 'en' ? ['and'] : []
  return prompts(`hundreds-${hundreds}`, ...link, `number-${rest}`)
}

/** A year from 2000 to 2099; others digit by digit. */
export function sayYear(year: number, language: SpokenLanguage): readonly Utterance[] {
  const rest = year - 2000
  if (rest < 0 || rest > 99) return [{ digits: String(year) }]
  if (rest === 0) return prompts('two-thousand')
  if (language === 'de') return prompts('two-thousand', `number-${rest}`)
  // "two thousand and nine", then "twenty ten".
  return rest < 10 ? prompts('two-thousand', 'and', `number-${rest}`) : prompts('number-20', `number-${rest}`)
}
