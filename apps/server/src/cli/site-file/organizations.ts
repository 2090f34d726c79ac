/** `organizations`: who is located at the site (N1). Leaving is no matter of a file: who is not named stays. */
import { organizationName } from '@mainline/contract'
import { z } from 'zod'
import type { Section } from './section.ts'
import { allPages, must, type SiteAccess, type SiteOrganization } from './site-access.ts'

export const organizationsSection: Section<string[]> = {
  key: 'organizations',
  comment: 'Who is located here. Nobody leaves by being left out.',
  schema: z.array(organizationName),
  async read(site) {
    if (!site.site) return []
    const located = await allPages((after) =>
      site.client.listOrganizations({ query: { siteId: site.id, limit: 1000, ...(after && { after }) } }),
    )
    return located.map(({ id }) => site.nameOf(id)).sort()
  },
  changes: (wanted, present) =>
    wanted
      .filter((name) => !present.includes(name))
      .map((name) => ({
        words: `organization ${name}: locate it at the site`,
        async apply(site) {
          const organization = site.findOrganization(name) ?? (await create(site, name))
          const params = { organizationId: organization.id, siteId: site.id }
          must(await site.client.locateOrganization({ params }))
        },
      })),
}

/** Somebody who applies a file at the same time may be sooner: then it is theirs that is located. */
async function create(site: SiteAccess, name: string): Promise<SiteOrganization> {
  const body = { name, operatorId: site.operator.id }
  const made = await site.client.createOrganization({ body })
  if (!made.ok && made.code === 'name-taken') {
    await site.refresh()
    const theirs = site.findOrganization(name)
    if (theirs) return theirs
  }
  const organization = must(made)
  site.addOrganization(organization)
  return organization
}
