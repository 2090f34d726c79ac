/** `voiceServices`: units by organization (N9). The numbers of the file are activated, and no others. */
import { organizationName } from '@mainline/contract'
import { z } from 'zod'
import type { Section } from './section.ts'
import { allPages, must, type SiteAccess } from './site-access.ts'

type Services = Record<string, number>

export const voiceServicesSection: Section<Services> = {
  key: 'voiceServices',
  comment: 'Units of voice service by organization: how many of its numbers may be active.',
  schema: z.record(organizationName, z.int().min(0).max(10_000)),
  async read(site) {
    const named = (await servicesOf(site)).map(
      ({ organizationId, quantity }) => [site.nameOf(organizationId), quantity] as const,
    )
    return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
  },
  changes: (wanted, present) =>
    Object.entries(wanted)
      .filter(([name, quantity]) => present[name] !== quantity)
      .map(([name, quantity]) => ({
        words: `voice service of ${name}: ${present[name] ?? 'none'} becomes ${quantity}`,
        apply: (site) => setService(site, name, quantity),
      })),
}

const servicesOf = async (site: SiteAccess) =>
  site.site
    ? allPages((after) =>
        site.client.listVoiceServices({
          query: { siteId: site.id, limit: 1000, ...(after && { after }) },
        }),
      )
    : []

async function setService(site: SiteAccess, name: string, quantity: number): Promise<void> {
  const params = { organizationId: site.organization(name).id, siteId: site.id }
  const present = (await servicesOf(site)).find((one) => one.organizationId === params.organizationId)
  const set = async () => {
    const body = { quantity, ...(present && { version: present.version }) }
    must(await site.client.setVoiceService({ params, body }))
  }
  if (present) return set()
  await withoutAutomatism(site, set)
  // The first service has activated numbers (N10).
  await site.refresh()
}

/** Which numbers are allocated is what the file says, not what the first service would pick (N10). */
async function withoutAutomatism(site: SiteAccess, work: () => Promise<void>): Promise<void> {
  const row = must(await site.client.getSite({ params: { siteId: site.id } }))
  const { automaticMain, automaticAllocation } = row
  if (!automaticMain && !automaticAllocation) return work()
  const setTo = async (
    version: number,
    settings: { automaticMain: boolean; automaticAllocation: boolean },
  ) => {
    site.site = must(
      await site.client.updateSite({ params: { siteId: site.id }, body: { version, ...settings } }),
    )
    return site.site.version
  }
  const version = await setTo(row.version, { automaticMain: false, automaticAllocation: false })
  try {
    await work()
  } finally {
    await setTo(version, { automaticMain, automaticAllocation })
  }
}
