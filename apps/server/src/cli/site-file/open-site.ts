/** Finds the site that is meant, by name or identifier. */
import type { Client } from '@mainline/contract'
import { RefusedChange } from './section.ts'
import { allPages, must, SiteAccess } from './site-access.ts'

/** The site of an export. @throws {@link RefusedChange} when no or more than one site is meant */
export async function openSite(client: Client, named: string): Promise<SiteAccess> {
  const sites = await allPages((after) =>
    client.listSites({ query: { limit: 1000, ...(after && { after }) } }),
  )
  const found = sites.filter(({ id, name }) => id === named || name === named)
  const [site] = found
  if (!site) throw new RefusedChange(`There is no site "${named}". ${known(sites)}`, 'not-found')
  if (found.length > 1)
    throw new RefusedChange(`Several sites are called "${named}". Use the identifier.`, 'not-found')
  const answer = await client.getOrganization({ params: { organizationId: site.operatorId } })
  if (!answer.ok && answer.code === 'not-found') throw new RefusedChange(tooNarrow, 'forbidden')
  const { siteIds: _, ...operator } = must(answer)
  return new SiteAccess(client, operator, site)
}

/** The site of a file, which may not be there yet; its operator must be. */
export async function openSiteOfFile(
  client: Client,
  { name, operator: operatorName }: { name: string; operator: string },
): Promise<SiteAccess> {
  const operators = await allPages((after) =>
    client.listOrganizations({ query: { kind: 'operator', limit: 1000, ...(after && { after }) } }),
  )
  const found = operators.filter(({ id, name: own }) => id === operatorName || own === operatorName)
  const [operator] = found
  if (operators.length === 0) throw new RefusedChange(noOperator, 'not-found')
  if (!operator)
    throw new RefusedChange(`There is no operator "${operatorName}". ${known(operators)}`, 'not-found')
  if (found.length > 1)
    throw new RefusedChange(
      `Several operators are called "${operatorName}". Use the identifier.`,
      'not-found',
    )
  const operatorId = operator.id
  const sites = await allPages((after) =>
    client.listSites({ query: { operatorId, limit: 1000, ...(after && { after }) } }),
  )
  return new SiteAccess(
    client,
    operator,
    sites.find((site) => site.name === name),
  )
}

/** An occupier sees the site where it is, and not whose it is. */
const tooNarrow =
  'The role of this token is too narrow: a whole site is the matter of its operator. Use a token of an operator-admin or of the provider.'

const noOperator =
  'This token sees no operator: there is none, or the role is too narrow. Use a token of an operator-admin or of the provider.'

const known = (rows: readonly { name: string }[]): string =>
  rows.length === 0
    ? 'There is none at all.'
    : `There is: ${rows
        .slice(0, 10)
        .map(({ name }) => name)
        .join('; ')}.`
