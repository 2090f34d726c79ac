/** An import as the contract shows it. */
import type { getImport, MethodOutput } from '@mainline/contract'
import type { Import } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

export const presentImport = ({
  byName,
  byRole: _role,
  seenAt: _,
  ...row
}: Import): MethodOutput<typeof getImport> => ({
  ...row,
  by: byName,
  createdAt: toIso(row.createdAt),
  startedAt: toIsoOrNull(row.startedAt),
  endedAt: toIsoOrNull(row.endedAt),
})
