/** `huntGroups`: who rings for each main number (M10), in order. One that is not named is left as it is. */
import { e164, outsideName } from '@mainline/contract'
import { z } from 'zod'
import { isSame, type Section } from './section.ts'
import { forEachOf, must, type SiteAccess } from './site-access.ts'

const member = z.union([e164, z.strictObject({ outside: e164, name: outsideName })])

export type Members = z.output<typeof member>[]

export const huntGroupsSection: Section<Record<string, Members>> = {
  key: 'huntGroups',
  comment: 'Who rings for a main number: its own numbers, or outside ones as { outside, name }.',
  schema: z.record(e164, z.array(member).max(100)),
  async read(site) {
    const mains = site.numbers.filter(({ kind, state }) => kind === 'main' && state === 'ACTIVE')
    return Object.fromEntries(
      await forEachOf(mains, async (number) => [number.e164, (await current(site, number.e164)).members]),
    )
  },
  changes: (wanted, present) =>
    Object.entries(wanted)
      .filter(([main, members]) => !isSame(members, present[main]))
      .map(([main, members]) => ({
        words: `hunt group of ${main}: becomes ${members.map(nameOf).join(', ') || 'empty'}`,
        async apply(site) {
          const { revision, members: now } = await current(site, main)
          if (isSame(now, members)) return
          const body = { revision, members: members.map((one) => memberOf(site, one)) }
          must(await site.client.setHuntMembers({ params: { numberId: site.number(main).id }, body }))
        },
      })),
}

const nameOf = (one: Members[number]): string =>
  typeof one === 'string' ? one : `${one.name} (${one.outside})`

const memberOf = (site: SiteAccess, one: Members[number]) =>
  typeof one === 'string'
    ? ({ kind: 'number', numberId: site.number(one).id } as const)
    : ({ kind: 'external', e164: one.outside, name: one.name } as const)

async function current(site: SiteAccess, main: string): Promise<{ revision: string; members: Members }> {
  const group = must(await site.client.listHuntMembers({ params: { numberId: site.number(main).id } }))
  const members = group.members.map((one) =>
    one.kind === 'number' ? one.e164 : { outside: one.e164, name: one.name },
  )
  return { revision: group.revision, members }
}
