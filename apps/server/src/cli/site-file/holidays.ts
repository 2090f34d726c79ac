/** `holidays`: the public holidays that a site is subscribed to (M9), by place. One that is not named is ended. */
import { subscribeHolidays } from '@mainline/contract'
import { z } from 'zod'
import { isSame, RefusedChange, type Section } from './section.ts'
import { must, type SiteAccess } from './site-access.ts'

const { country, types } = subscribeHolidays.body.shape
const part = z.string().min(1).max(20)

const subscriptionSpec = z.strictObject({
  country,
  state: part.optional(),
  region: part.optional(),
  types,
})

export type HolidaySpec = z.output<typeof subscriptionSpec>

export const holidaysSection: Section<HolidaySpec[]> = {
  key: 'holidays',
  comment:
    'Public holidays by country and part of it. A subscription that is not named is ended, with its days.',
  schema: z.array(subscriptionSpec).superRefine((places, context) => {
    places.forEach((place, i) => {
      if (places.findIndex((other) => placeOf(other) === placeOf(place)) < i)
        context.addIssue({ code: 'custom', path: [i], message: 'is in the file twice' })
    })
  }),
  async read(site) {
    const specs = (await subscriptions(site)).map(({ spec }) => spec)
    return specs.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  },
  changes(wanted, present) {
    const before = new Map(present.map((one) => [placeOf(one), one]))
    const after = new Map(wanted.map((one) => [placeOf(one), one]))
    return [
      ...present.filter((one) => !after.has(placeOf(one))).map(unsubscribe),
      ...wanted.flatMap((one) => {
        const known = before.get(placeOf(one))
        if (!known) return [subscribe(one)]
        return isSame(kinds(known), kinds(one)) ? [] : [choose(one)]
      }),
    ]
  },
}

/** `GB-ENG` */
const placeOf = ({ country, state, region }: HolidaySpec): string =>
  [country, state, region].filter((code) => code !== undefined).join('-')

/** In one order: which kinds count is all that matters. */
const kinds = ({ types }: HolidaySpec): string[] => [...new Set(types)].sort()

const unsubscribe = (one: HolidaySpec) => ({
  words: `holidays of ${placeOf(one)}: unsubscribe`,
  async apply(site: SiteAccess) {
    const { id, version } = await find(site, one)
    must(await site.client.unsubscribeHolidays({ params: { subscriptionId: id }, query: { version } }))
  },
})

const subscribe = (one: HolidaySpec) => ({
  words: `holidays of ${placeOf(one)}: subscribe (${kinds(one).join(', ')})`,
  async apply(site: SiteAccess) {
    const { country, state = null, region = null } = one
    const body = { country, state, region, types: one.types }
    must(await site.client.subscribeHolidays({ params: { siteId: site.id }, body }))
  },
})

const choose = (one: HolidaySpec) => ({
  words: `holidays of ${placeOf(one)}: types becomes ${kinds(one).join(', ')}`,
  async apply(site: SiteAccess) {
    const { id, version } = await find(site, one)
    const body = { version, types: one.types }
    must(await site.client.updateHolidaySubscription({ params: { subscriptionId: id }, body }))
  },
})

async function find(site: SiteAccess, one: HolidaySpec) {
  const found = (await subscriptions(site)).find(({ spec }) => placeOf(spec) === placeOf(one))
  if (!found) throw new RefusedChange(`The subscription to ${placeOf(one)} is gone.`, 'not-found')
  return found
}

async function subscriptions(site: SiteAccess) {
  if (!site.site) return []
  const { items } = must(await site.client.listHolidaySubscriptions({ params: { siteId: site.id } }))
  return items.map(({ id, version, country, state, region, types }) => ({
    id,
    version,
    spec: { country, ...(state !== null && { state }), ...(region !== null && { region }), types },
  }))
}

/** Places of a file whose holidays nobody knows. */
export async function unknownPlaces(wanted: readonly HolidaySpec[], site: SiteAccess): Promise<string[]> {
  const faults: string[] = []
  for (const one of wanted)
    if (!(await isPlace(one, site))) faults.push(`holidays: no holidays are known for ${placeOf(one)}`)
  return faults
}

async function isPlace({ country, state, region }: HolidaySpec, { client }: SiteAccess): Promise<boolean> {
  const states = await client.listHolidayStates({ params: { country } })
  if (!states.ok && states.code === 'not-found') return false
  if (state === undefined) return region === undefined
  const found = must(states).items.find(({ code }) => code === state)
  return found !== undefined && (region === undefined || found.regions.some(({ code }) => code === region))
}
