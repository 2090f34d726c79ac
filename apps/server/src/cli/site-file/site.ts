/** `site`: what the site itself is. A file about a site that does not exist opens it. */
import { createSite, type MethodInput, organizationName, type updateSite } from '@mainline/contract'
import { z } from 'zod'
import { hoursFromText, hoursText, hoursToText } from './hours-text.ts'
import { isSame, type Section } from './section.ts'
import { allPages, must, type SiteAccess, type SiteRow } from './site-access.ts'

const range = /^(\d{2,8})-(\d{2,8})$/

/** Everything else that a site can be set to, as the API has it. */
const settings = createSite.body
  .omit({ operatorId: true, name: true, extensionFirst: true, extensionLast: true, businessHours: true })
  .partial()

const schema = settings
  .extend({
    name: createSite.body.shape.name,
    operator: organizationName,
    extensions: z.string().regex(range, 'must be a range such as 2000-2999'),
    hours: hoursText.optional(),
  })
  .strict()

export type SiteSpec = z.output<typeof schema>

export const siteSection: Section<SiteSpec> = {
  key: 'site',
  comment: 'The site itself. Hours are local; a day that is left out is closed.',
  schema,
  async read(site) {
    const { site: row, operator } = site
    return row ? specOf(row, operator.name) : { name: '', operator: operator.name, extensions: '' }
  },
  changes(wanted, present) {
    if (present.name === '')
      return [{ words: `site ${wanted.name}: open it`, apply: (site) => open(site, wanted) }]
    const names = (Object.keys(wanted) as (keyof SiteSpec)[]).filter(
      (name) => wanted[name] !== undefined && !isSame(wanted[name], present[name]),
    )
    if (names.length === 0) return []
    return [
      {
        words: `site ${present.name}: ${names.map((name) => `${name} becomes ${inWords(wanted[name])}`).join('; ')}`,
        async apply(site) {
          const body = bodyOf(Object.fromEntries(names.map((name) => [name, wanted[name]])))
          const version = site.site?.version ?? 1
          site.site = must(
            await site.client.updateSite({ params: { siteId: site.id }, body: { ...body, version } }),
          )
        },
      },
    ]
  },
}

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Somebody who applies a file at the same time may be sooner: then it is theirs that the rest is about. */
async function open(site: SiteAccess, wanted: SiteSpec): Promise<void> {
  const operatorId = site.operator.id
  const body = { ...bodyOf(wanted), operatorId, onlyIfNew: true }
  // What is missing is for the server to say.
  const made = await site.client.createSite({ body: body as MethodInput<typeof createSite>['body'] })
  if (!made.ok && made.code === 'name-taken') {
    const sites = await allPages((after) =>
      site.client.listSites({ query: { operatorId, limit: 1000, ...(after && { after }) } }),
    )
    site.site = sites.find(({ name }) => name === wanted.name)
    if (site.site) return site.refresh()
  }
  site.site = must(made)
}

function bodyOf(spec: Partial<SiteSpec>): Omit<MethodInput<typeof updateSite>['body'], 'version'> {
  const { operator: _, extensions, hours, ...rest } = spec
  const [, first, last] = range.exec(extensions ?? '') ?? []
  return {
    ...rest,
    ...(first !== undefined && { extensionFirst: Number(first), extensionLast: Number(last) }),
    ...(hours !== undefined && { businessHours: hoursFromText(hours) }),
  }
}

function specOf(row: SiteRow, operator: string): SiteSpec {
  const { name, businessHours, extensionFirst, extensionLast } = row
  return {
    name,
    operator,
    ...settings.strip().parse(row),
    extensions: `${extensionFirst}-${extensionLast}`,
    hours: hoursToText(businessHours),
  }
}
