/**
 * `datedChanges`: other settings for some time, by main number (product §6.5). What is not named is cancelled; what is
 * over by the clock of the site is neither shown nor made.
 */
import { createDatedChange } from '@mainline/contract'
import { compileChange, type DatedChange, offsetWindow } from '@mainline/pbx'
import { z } from 'zod'
import { hoursFromText, hoursText, hoursToText } from './hours-text.ts'
import { routeFromText, routeText, routeToText } from './route-text.ts'
import { isSame, RefusedChange, type Section } from './section.ts'
import { forEachOf, must, type SiteAccess } from './site-access.ts'

const { name } = createDatedChange.body.shape

const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'must be 2026-12-01T00:00, local to the site')

const changeSpec = z
  .strictObject({
    name,
    from: time,
    until: time,
    inHours: routeText.optional(),
    outOfHours: routeText.optional(),
    hours: hoursText.optional(),
  })
  .refine(({ inHours, outOfHours, hours }) => inHours ?? outOfHours ?? hours, {
    error: 'must say at least one of "inHours", "outOfHours" and "hours"',
  })

export type ChangeSpec = z.output<typeof changeSpec>
export type DatedChanges = Readonly<Record<string, readonly ChangeSpec[]>>

export const datedChangesSection: Section<DatedChanges> = {
  key: 'datedChanges',
  comment: 'Other settings from a local time until another, by main number. What is not named is cancelled.',
  schema: z.record(
    z.string(),
    z.array(changeSpec).superRefine((changes, context) => {
      changes.forEach((change, i) => {
        if (changes.findIndex((other) => isKept(other, change)) < i)
          context.addIssue({ code: 'custom', path: [i], message: 'is in the file twice' })
      })
    }),
  ),
  async read(site) {
    const mains = site.numbers.filter(({ kind, state }) => kind === 'main' && state === 'ACTIVE')
    const lists = await forEachOf(mains, async ({ e164 }) => {
      const specs = (await current(site, e164)).map(({ spec }) => spec)
      return [e164, specs] as const
    })
    return Object.fromEntries(lists.filter(([, specs]) => specs.length > 0))
  },
  changes(wanted, present, site) {
    const numbers = [...new Set([...Object.keys(present), ...Object.keys(wanted)])]
    const pairs = numbers.map((e164) => ({
      e164,
      before: present[e164] ?? [],
      after: (wanted[e164] ?? []).filter((change) => !isOver(change, site)),
    }))
    // What goes makes room for what comes: those of a number do not overlap.
    return [
      ...pairs.flatMap(({ e164, before, after }) =>
        before
          .filter((change) => !after.some((one) => isKept(one, change)))
          .map((change) => cancel(e164, change)),
      ),
      ...pairs.flatMap(({ e164, before, after }) =>
        after.flatMap((change) => {
          const known = before.find((one) => isKept(one, change))
          if (!known) return [plan(e164, change)]
          return isSame(known, change) ? [] : [replace(e164, change)]
        }),
      ),
    ]
  },
}

/** Whether two are the same change, whatever else they say: those of a number do not overlap. */
const isKept = (one: ChangeSpec, other: ChangeSpec): boolean =>
  one.name === other.name && one.from === other.from

const inWords = (e164: string, { name, from, until }: ChangeSpec): string =>
  `dated change of ${e164}: ${name} (${from} until ${until})`

const cancel = (e164: string, change: ChangeSpec) => ({
  words: `${inWords(e164, change)}: cancel it`,
  async apply(site: SiteAccess) {
    const { id, version } = await find(site, e164, change)
    must(await site.client.cancelDatedChange({ params: { changeId: id }, query: { version } }))
  },
})

const plan = (e164: string, change: ChangeSpec) => ({
  words: `${inWords(e164, change)}: plan it`,
  async apply(site: SiteAccess) {
    const params = { numberId: site.number(e164).id }
    must(await site.client.createDatedChange({ params, body: bodyOf(change) }))
  },
})

const replace = (e164: string, change: ChangeSpec) => ({
  words: `${inWords(e164, change)}: change what it does`,
  async apply(site: SiteAccess) {
    const { id, version } = await find(site, e164, change)
    const body = { ...bodyOf(change), version }
    must(await site.client.updateDatedChange({ params: { changeId: id }, body }))
  },
})

const bodyOf = ({ name, from, until, inHours, outOfHours, hours }: ChangeSpec) => ({
  name,
  from,
  until,
  inHours: inHours ? routeFromText(inHours) : null,
  outOfHours: outOfHours ? routeFromText(outOfHours) : null,
  hours: hours ? hoursFromText(hours) : null,
})

async function find(site: SiteAccess, e164: string, change: ChangeSpec) {
  const found = (await current(site, e164)).find(({ spec }) => isKept(spec, change))
  if (!found) throw new RefusedChange(`The dated change ${change.name} of ${e164} is gone.`, 'not-found')
  return found
}

/** Those that are not over, in order of their beginning. */
async function current(site: SiteAccess, e164: string) {
  const { items } = must(await site.client.listDatedChanges({ params: { numberId: site.number(e164).id } }))
  return items
    .filter(({ phase }) => phase !== 'over')
    .map(({ id, version, name, from, until, inHours, outOfHours, hours }) => ({
      id,
      version,
      spec: {
        name,
        from,
        until,
        ...(inHours && { inHours: routeToText(inHours) }),
        ...(outOfHours && { outOfHours: routeToText(outOfHours) }),
        ...(hours && { hours: hoursToText(hours) }),
      },
    }))
}

/** A change of the file by the words of the domain. */
export function toChange({ name, from, until, ...more }: ChangeSpec): DatedChange {
  return {
    // Those of one number differ in it.
    id: `${from} ${name}`,
    name,
    from,
    until,
    inHours: more.inHours && routeFromText(more.inHours),
    outOfHours: more.outOfHours && routeFromText(more.outOfHours),
    hours: more.hours && hoursFromText(more.hours),
  }
}

/** The time at the site, ms as if local time were UTC. */
export function localNow(site: SiteAccess): number {
  const now = Date.now()
  return now + offsetWindow(site.site?.timeZone ?? 'UTC', now).offset
}

/** A file that was written long ago is still a good one. A change with faulty dates is never over: it is refused. */
export function isOver(change: ChangeSpec, site: SiteAccess): boolean {
  // What is no date counts as 0.
  const { from, until } = compileChange(toChange(change))
  return from > 0 && from < until && until <= localNow(site)
}
