/** The filter of the history of calls: in the address of the list, and carried on by that of an opened call. */
import type { Call } from './call-words.ts'

/** What narrows the list; kept in the address. */
export interface CallsSearch {
  result?: Call['result']
  /** Came in, or went out. */
  direction?: 'in' | 'out'
  /** What was typed of the caller's number. */
  search?: string
}

/** Whose calls. */
export interface CallsScope {
  organizationId?: string
  siteId?: string
  numberId?: string
}

/** As the API takes it. */
export const callsFilter = ({ result, direction, search = '', ...scope }: CallsSearch & CallsScope) => ({
  organizationId: scope.organizationId,
  siteId: scope.siteId,
  numberId: scope.numberId,
  result,
  direction,
  callerDigits: callerDigits(search),
})

/**
 * The figures of a number as people write it: `020 7946`, `+44 20 7946` and `+44 (0)20 7946` find the same callers. Numbers are
 * kept without the zeros that lead to another town or country.
 *
 * @returns undefined for less than two of them, which find nearly everybody
 */
export function callerDigits(typed: string): string | undefined {
  // Digits of the wide kind, as some keyboards write them, are the same digits; a 0 in brackets is dialled at home only.
  const plain = typed.normalize('NFKC').replace(/\(0\)/, '')
  const digits = plain.replaceAll(/\D/g, '').replace(/^0+/, '').slice(0, 15)
  return digits.length >= 2 ? digits : undefined
}

/** Where a call lies in the list. */
export const placeOf = ({ callId, startedAt }: Pick<Call, 'callId' | 'startedAt'>): string =>
  `${Date.parse(startedAt)}/${callId}`
