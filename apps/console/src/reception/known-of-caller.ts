/** What a receptionist is told of a caller who rings: which call of the month it is, and whom the caller talked to last. */
import type { AnswerOf } from '../api/client.ts'
import { localDay } from '../parts/time.ts'
import type { DeskCall } from './desk-state.ts'

export type PastCall = AnswerOf<'listCalls'>['items'][number]

/** So many of them are read; who calls more often in a month is said to have called so often at least. */
export const MOST_READ = 25

/** Digits of the caller; undefined: withheld, or too few to find anything by. */
export function digitsOf({ callerNumber }: Pick<DeskCall, 'callerNumber'>): string | undefined {
  const digits = callerNumber?.replaceAll(/\D/g, '') ?? ''
  return digits.length > 1 && digits.length < 16 ? digits : undefined
}

export interface KnownOfCaller {
  /** Which one of this month the present call is; 1: the first. */
  readonly ofMonth: number
  /** There may be more of this month than were read. */
  readonly orMore: boolean
  readonly isFirst: boolean
  /** Whom the caller talked to last, and when. */
  readonly spokeTo: { readonly name: string; readonly at: string } | undefined
}

/**
 * @param past newest first
 * @param now epoch ms
 * @param zone whose months count
 */
export function knownOfCaller(past: readonly PastCall[], now: number, zone: string): KnownOfCaller {
  const month = (at: number | string) => localDay(at, zone).slice(0, 7)
  const earlier = past.filter(({ startedAt }) => month(startedAt) === month(now)).length
  const spoken = past.find(({ answeredBy }) => answeredBy !== null)
  return {
    ofMonth: earlier + 1,
    orMore: earlier === past.length && past.length >= MOST_READ,
    isFirst: past.length === 0,
    spokeTo: spoken && { name: personOf(spoken.answeredBy ?? ''), at: spoken.startedAt },
  }
}

/** Whoever passed the call on is named behind the one who talked (C8). */
const personOf = (answeredBy: string): string => answeredBy.split(', by way of ')[0] ?? answeredBy
