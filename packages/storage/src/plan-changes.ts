/**
 * The change feed (N5): whatever a routing decision rests on announces its change on the channel `plan_changed`, in
 * the transaction that made it, by triggers. A listener that lost its connection drops all that it cached.
 */
import type { PlanChangeKind } from './schema.ts'

/** Channel for {@link parsePlanChange}. */
export const planChannel = 'plan_changed'

/** What a notification says: which plans no longer hold. */
export interface PlanChanged {
  kind: PlanChangeKind
  /** Identifier of the row; of the site when many rows changed at once. */
  id: string
  seq: number
  siteId: string | null
  /** E.164 of the plans touched; null: every plan of the site, or of everything when the site is null too. */
  numbers: string[] | null
}

/** Reads the payload of a notification. */
export function parsePlanChange(payload: string): PlanChanged {
  return JSON.parse(payload)
}
