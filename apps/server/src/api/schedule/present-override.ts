/** An override or closure as the contract shows it. */
import type { liftOverride, MethodOutput } from '@mainline/contract'
import type { SiteOverride } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

export const presentOverride = (row: SiteOverride): MethodOutput<typeof liftOverride> => ({
  ...row,
  since: toIso(row.since),
  until: toIsoOrNull(row.until),
  liftedAt: toIsoOrNull(row.liftedAt),
})
