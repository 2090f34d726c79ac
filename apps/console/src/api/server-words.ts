/** What the server says, in the language of the console: refusals by their code, sentences by their form. */
import type { ErrorBody, ErrorCode } from '@mainline/contract'

/** A rule that is broken, as the server and the core say it. */
export interface NamedFault {
  readonly code: string
  readonly message: string
  readonly values?: Readonly<Record<string, string | number>> | undefined
}

/** The words of the server in another language than English. */
export interface ServerWords {
  readonly refusals: Readonly<Record<ErrorCode, string>>
  /** Of what a refusal names. */
  valueWords(value: string): string
  /** Of what happened to a call, what rules, what needs people. */
  sentence(english: string): string
}

let translation: ServerWords | undefined

/** From now on the server speaks this language; undefined: its own, which is English. */
export const translateServer = (to: ServerWords | undefined): void => {
  translation = to
}

let print = (text: string): string => text

/** From now on numbers within what the server says are printed so. What knows how is large, and comes later than this does. */
export const printNumbersBy = (how: typeof print): void => {
  print = how
}

/** A refusal as one text: what is wrong and what to do. */
export const refusalWords = ({ code, message, details }: ErrorBody): string =>
  translation && details?.faults && details.faults.length > 1
    ? details.faults.map(faultWords).join(' ')
    : faultWords({ code, message, values: details?.values })

/** One rule that is broken. */
export const faultWords = (fault: NamedFault): string => print(wordsOf(fault))

function wordsOf({ code, message, values = {} }: NamedFault): string {
  const template = translation?.refusals[code as ErrorCode]
  if (translation === undefined || template === undefined) return message
  const { valueWords } = translation
  // What a refusal does not name (a guard of the database gives a sentence only) leaves no gap.
  const given = template.match(/\{\w+\}/g) ?? []
  if (given.some((brace) => !(brace.slice(1, -1) in values) && brace !== '{hint}')) return message
  return template.replace(/\{(\w+)\}/g, (_, name: string) => valueWords(String(values[name] ?? '')))
}

/** A sentence of the server. */
export const said = (english: string): string => print(translation?.sentence(english) ?? english)
