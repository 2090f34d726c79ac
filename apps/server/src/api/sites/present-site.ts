/** A site as the contract shows it. */
import type { getSite, MethodOutput } from '@mainline/contract'
import type { Site } from '@mainline/storage'
import { toIso } from '../instant.ts'

export const presentSite = (site: Site): MethodOutput<typeof getSite> => ({
  ...site,
  createdAt: toIso(site.createdAt),
})
