/** The site that a file is about, through the API: names for identifiers, and the numbers as they are at this moment. */
import type {
  Answered,
  Client,
  listNumbers,
  listOrganizations,
  listSites,
  MethodOutput,
} from '@mainline/contract'
import { RefusedChange } from './section.ts'

export type SiteNumber = MethodOutput<typeof listNumbers>['items'][number]
export type SiteOrganization = MethodOutput<typeof listOrganizations>['items'][number]
export type SiteRow = MethodOutput<typeof listSites>['items'][number]

/** The body of an answer. @throws {@link RefusedChange} with the sentence of the server */
export function must<Body>(answer: Answered<Body>): Body {
  if (!answer.ok) throw new RefusedChange(answer.message, answer.code)
  return answer.body
}

/** Every row of a list, page by page. */
export async function allPages<Row>(
  read: (after: string | undefined) => Promise<Answered<{ items: Row[]; next?: string | undefined }>>,
): Promise<Row[]> {
  const rows: Row[] = []
  let after: string | undefined
  do {
    const { items, next } = must(await read(after))
    rows.push(...items)
    after = next
  } while (after !== undefined)
  return rows
}

/** Requests at once where a section needs one for every number. */
const abreast = 8

/** Runs `work` for every item, a few at a time, and keeps their order. */
export async function forEachOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += abreast)
    results.push(...(await Promise.all(items.slice(from, from + abreast).map(work))))
  return results
}

export class SiteAccess {
  readonly client: Client
  /** Undefined until a file has opened it. */
  site: SiteRow | undefined
  readonly operator: SiteOrganization
  #organizations: SiteOrganization[] = []
  #sites: SiteRow[] = []
  readonly #numbers = new Map<string, SiteNumber>()

  constructor(client: Client, operator: SiteOrganization, site: SiteRow | undefined) {
    this.client = client
    this.operator = operator
    this.site = site
  }

  /** Passwords of new devices: shown once, when everything is done. */
  readonly secrets: string[] = []

  /** Reads organizations, sites and numbers anew. */
  async refresh(): Promise<void> {
    const operatorId = this.operator.id
    this.#organizations = await allPages((after) =>
      this.client.listOrganizations({ query: { operatorId, limit: 1000, ...(after && { after }) } }),
    )
    this.#sites = await allPages((after) =>
      this.client.listSites({ query: { operatorId, limit: 1000, ...(after && { after }) } }),
    )
    this.#numbers.clear()
    const siteId = this.site?.id
    if (siteId === undefined) return
    const numbers = await allPages((after) =>
      this.client.listNumbers({ query: { siteId, limit: 1000, ...(after && { after }) } }),
    )
    for (const number of numbers) this.#numbers.set(number.e164, number)
  }

  /** @throws when the file has not opened the site */
  get id(): string {
    if (!this.site) throw new RefusedChange('The site does not exist yet.', 'not-found')
    return this.site.id
  }

  /** In the order of their numbers. */
  get numbers(): readonly SiteNumber[] {
    return [...this.#numbers.values()]
  }

  number(e164: string): SiteNumber {
    const number = this.#numbers.get(e164)
    if (!number) throw new RefusedChange(`There is no number ${e164} at the site.`, 'not-found')
    return number
  }

  /** Keeps a number as the server has just shown it. */
  remember(number: SiteNumber): void {
    this.#numbers.set(number.e164, number)
  }

  e164Of(id: string): string {
    return this.numbers.find((number) => number.id === id)?.e164 ?? id
  }

  /** Its name where only one has it, else its identifier. */
  nameOf(organizationId: string): string {
    const name = this.#organizations.find(({ id }) => id === organizationId)?.name
    const same = this.#organizations.filter((one) => one.name === name)
    return name !== undefined && same.length === 1 ? name : organizationId
  }

  /** The organization of a name or identifier. */
  organization(name: string): SiteOrganization {
    const found = this.findOrganization(name)
    if (!found) throw new RefusedChange(`There is no organization "${name}".`, 'not-found')
    return found
  }

  findOrganization(name: string): SiteOrganization | undefined {
    return this.#organizations.find((one) => one.id === name || one.name === name)
  }

  /** The identifier of a site of the operator, by its name or identifier. */
  siteId(name: string): string {
    const found = this.findSite(name)
    if (!found) throw new RefusedChange(`There is no site "${name}".`, 'not-found')
    return found.id
  }

  findSite = (name: string): SiteRow | undefined =>
    this.#sites.find((one) => one.id === name || one.name === name)

  siteNameOf = (id: string): string => this.#sites.find((one) => one.id === id)?.name ?? id

  addOrganization(organization: SiteOrganization): void {
    this.#organizations.push(organization)
  }
}
