/**
 * What a person types to find a number, as LIKE patterns over "+442079460100 02079460100 2000 front desk"
 * (`search_text` in the migrations): any run of digits of number or extension however it is spaced, a number with the
 * leading 0 of its country or 00 in front, or a piece of the label.
 */

export interface NumberSearch {
  /** Two at most; none when there is no letter and no digit to look for. */
  readonly patterns: readonly string[]
  /** What names of organizations are held against. */
  readonly words: string
  /** Long enough for the index of runs of three characters. */
  readonly indexed: boolean
  /** So long a run of digits that few have it. */
  readonly rare: boolean
}

/** Digits from which on a run is rare: of a national number without its area at least. */
const rareDigits = 7

const typedNumber = /^[+\d][\d\s().\-/]*$/

/** Reads what was typed. */
export function readSearch(typed: string): NumberSearch {
  const text = typed.trim().toLowerCase()
  const words = `%${escaped(text)}%`
  if (!/[\p{L}\p{N}]/u.test(text)) return { patterns: [], words, indexed: true, rare: false }
  if (!typedNumber.test(text)) {
    // Two letters are the beginning of a word: the index knows those too.
    const anywhere = /[\p{L}\p{N}]{3}/u.test(text)
    return { patterns: [anywhere ? words : `% ${words.slice(1)}`], words, indexed: true, rare: false }
  }
  const plus = text.startsWith('+')
  // +44 (0)20 is a way to write +4420.
  const digits = text.replaceAll('(0)', '').replace(/\D/g, '')
  const run = `%${plus ? '+' : ''}${digits}%`
  return {
    patterns: [run, ...withPrefix(plus ? '' : digits)],
    words,
    indexed: digits.length > 2,
    rare: digits.length >= rareDigits,
  }
}

/** 00 may begin what is dialled to another country; with one digit behind it nothing is told from others by it. */
function withPrefix(digits: string): string[] {
  const international = /^00([1-9]\d+)$/.exec(digits)?.[1]
  return international ? [`+${international}%`] : []
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
