/** An organization as the contract shows it. */
import type { createOrganization, MethodOutput } from '@mainline/contract'
import type { Organization } from '@mainline/storage'
import { toIso } from '../instant.ts'

export const presentOrganization = (row: Organization): MethodOutput<typeof createOrganization> => ({
  ...row,
  decommissionedAt: row.decommissionedAt === null ? null : toIso(row.decommissionedAt),
  createdAt: toIso(row.createdAt),
})
