/** A number as the contract shows it. */
import type { getNumber, MethodOutput } from '@mainline/contract'
import type { PhoneNumber } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

export const presentNumber = ({
  extensionRank: _,
  searchText: __,
  ...row
}: PhoneNumber): MethodOutput<typeof getNumber> => ({
  ...row,
  pendingSince: toIsoOrNull(row.pendingSince),
  cooldownUntil: toIsoOrNull(row.cooldownUntil),
  stateSince: toIsoOrNull(row.stateSince),
  createdAt: toIso(row.createdAt),
})
