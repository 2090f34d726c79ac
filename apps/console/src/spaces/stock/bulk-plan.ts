/**
 * What a bulk action will really do to the chosen numbers: which ones it takes, and which it leaves out and why. The
 * server decides again for each (N2–N7); this is so that a button counts what will happen before it is pressed.
 */
import type { AnswerOf } from '../../api/client.ts'

export type StockNumber = AnswerOf<'listNumbers'>['items'][number]
export type BulkAction =
  | 'allocate'
  | 'nominate'
  | 'unnominate'
  | 'deallocate'
  | 'activate'
  | 'deactivate'
  | 'release'
  | 'remove'

export type LeftOutReason =
  | 'not-available'
  | 'not-reserved'
  | 'not-active'
  | 'not-cooling'
  | 'assigned'
  | 'already-main'
  | 'not-main'
  | 'organization-has-main'
  | 'one-main-only'

export interface BulkPlan {
  readonly action: BulkAction
  readonly taken: readonly StockNumber[]
  readonly leftOut: readonly { readonly number: StockNumber; readonly reason: LeftOutReason }[]
}

/** For `allocate`: whether the organization has a main number at the site already (N3). */
export interface BulkContext {
  readonly hasMain: boolean
}

export function planBulk(
  action: BulkAction,
  numbers: readonly StockNumber[],
  { hasMain }: BulkContext = { hasMain: false },
): BulkPlan {
  const taken: StockNumber[] = []
  const leftOut: BulkPlan['leftOut'][number][] = []
  let mains = hasMain ? 1 : 0
  for (const number of numbers) {
    const reason = reasonAgainst(action, number, { mains, hasMain })
    if (reason) leftOut.push({ number, reason })
    else {
      taken.push(number)
      if (number.kind === 'main') mains++
    }
  }
  return { action, taken, leftOut }
}

function reasonAgainst(
  action: BulkAction,
  { state, kind, assignedTo }: StockNumber,
  { mains, hasMain }: { mains: number; hasMain: boolean },
): LeftOutReason | undefined {
  switch (action) {
    case 'allocate':
      if (state !== 'AVAILABLE') return 'not-available'
      if (kind === 'main' && hasMain) return 'organization-has-main'
      return kind === 'main' && mains > 0 ? 'one-main-only' : undefined
    case 'nominate':
      if (state !== 'AVAILABLE') return 'not-available'
      return kind === 'main' ? 'already-main' : undefined
    case 'unnominate':
      if (state !== 'AVAILABLE') return 'not-available'
      return kind === 'main' ? undefined : 'not-main'
    case 'deallocate':
      if (state !== 'RESERVED') return 'not-reserved'
      return assignedTo ? 'assigned' : undefined
    case 'activate':
      return state === 'RESERVED' ? undefined : 'not-reserved'
    case 'deactivate':
      if (state !== 'ACTIVE') return 'not-active'
      return assignedTo ? 'assigned' : undefined
    case 'release':
      return state === 'COOLDOWN' ? undefined : 'not-cooling'
    case 'remove':
      return state === 'AVAILABLE' ? undefined : 'not-available'
  }
}
