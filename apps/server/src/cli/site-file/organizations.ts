/** `organizations`: who is located at the site (N1). Leaving is no matter of a file: who is not named stays. */
import { z } from 'zod'
import type { Section } from './section.ts'
import { allPages, must } from './site-access.ts'

export const organizationsSection: Section<string[]> = {
  key: 'organizations',
  comment: 'Who is located here. Nobody leaves by being left out.',
  schema: z.array(z.string().min(1).max(120)),
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
          const known = site.findOrganization(name)
          const organization =
            known ??
            must(await site.client.createOrganization({ body: { name, operatorId: site.operator.id } }))
          if (!known) site.addOrganization(organization)
          const params = { organizationId: organization.id, siteId: site.id }
          must(await site.client.locateOrganization({ params }))
        },
      })),
}
