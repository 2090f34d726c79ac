/**
 * What a person types to find a number, as LIKE patterns over "+442079460100 2000 front desk" (see
 * `number_search_text` in the migrations): any run of digits of number or extension however it is spaced, a number
 * with the leading 0 of its country or 00 in front, or a piece of the label.
 */

export interface NumberSearch {
  /** Four at most; none when there is no letter and no digit to look for. */
  readonly patterns: readonly string[]
  /** What names of organizations are held against. */
  readonly words: string
  /** Digits of a number, which have no case. */
  readonly isNumber: boolean
  /** Long enough for the index of runs of three characters. */
  readonly indexed: boolean
}

const typedNumber = /^[+\d][\d\s().\-/]*$/

/** Reads what was typed. */
export function readSearch(typed: string): NumberSearch {
  const text = typed.trim().toLowerCase()
  const words = `%${escaped(text)}%`
  if (!/[\p{L}\p{N}]/u.test(text)) return { patterns: [], words, isNumber: false, indexed: true }
  if (!typedNumber.test(text)) {
    // Two letters are the beginning of a word: the index knows those too.
    const anywhere = /[\p{L}\p{N}]{3}/u.test(text)
    return { patterns: [anywhere ? words : `% ${words.slice(1)}`], words, isNumber: false, indexed: true }
  }
  const plus = text.startsWith('+')
  // +44 (0)20 is a way to write +4420.
  const digits = text.replaceAll('(0)', '').replace(/\D/g, '')
  const run = `%${plus ? '+' : ''}${digits}%`
  return {
    patterns: [run, ...withPrefix(plus ? '' : digits)],
    words,
    isNumber: true,
    indexed: digits.length > 2,
  }
}

/** Digits that may begin with what is dialled before a number: 00 to another country, 0 within one. */
function withPrefix(digits: string): string[] {
  const national = /^0([1-9]\d+)$/.exec(digits)?.[1]
  // A country calling code has one to three digits (ITU-T E.164 §6.2.1).
  if (national) return ['_', '__', '___'].map((code) => `+${code}${national}%`)
  const international = /^00([1-9]\d*)$/.exec(digits)?.[1]
  return international ? [`+${international}%`] : []
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
