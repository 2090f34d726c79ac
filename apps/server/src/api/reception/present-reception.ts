/** The rules of a reception as the contract shows them (C7). */
import type { getReception, MethodOutput } from '@mainline/contract'
import { receptionOf, type Site } from '@mainline/storage'

export function presentReception(site: Site): MethodOutput<typeof getReception> {
  const { overflow, priority, ...rules } = receptionOf(site)
  return {
    siteId: site.id,
    version: site.version,
    ...rules,
    overflow: overflow?.to === 'site' ? { to: 'site', siteId: overflow.siteId } : overflow,
    priority: { organizationIds: [...priority] },
  }
}
