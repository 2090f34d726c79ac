/** What people ask of a long list: pages, filters, orders, searches, counts. Each request asks for another place. */
import type { Client } from '@mainline/contract'
import { numberAt, type Site } from './stock.ts'

export function queriesOf(
  client: Client,
  { siteId, organizationIds }: Site,
  count: number,
): Record<string, (i: number) => Promise<{ ok: boolean }>> {
  const some = (i: number) => (i * 7919) % count
  const organization = (i: number) => organizationIds[i % organizationIds.length] ?? ''
  const list = (more: object) => client.listNumbers({ query: { siteId, limit: 50, ...more } })
  return {
    'first page': () => list({}),
    'a page somewhere': (i) => list({ after: numberAt(some(i)) }),
    'the page before': (i) => list({ before: numberAt(some(i)) }),
    'by extension, somewhere': (i) =>
      list({ sort: 'extension', after: `${100_000 + some(i)}/${numberAt(some(i))}` }),
    'by state, somewhere': (i) => list({ sort: 'state', after: `AVAILABLE/${numberAt(some(i))}` }),
    'by state, downwards': () => list({ sort: 'state', descending: 'true' }),
    'of one state': () => list({ state: 'RESERVED' }),
    'of a state that none has': () => list({ state: 'COOLDOWN' }),
    'main numbers': () => list({ kind: 'main' }),
    'of one organization': (i) => list({ organizationId: organization(i) }),
    'assigned to somebody': () => list({ assigned: 'true' }),
    'search: whole number': (i) => list({ search: numberAt(some(i)) }),
    'search: as dialled, with spaces': (i) =>
      list({ search: numberAt(some(i)).replace(/^\+44(\d\d)(\d{4})/, '0$1 $2 ') }),
    'search: last four digits': (i) => list({ search: numberAt(some(i)).slice(-4) }),
    'search: three digits': (i) => list({ search: numberAt(some(i)).slice(-3) }),
    'search: two digits': (i) => list({ search: numberAt(some(i)).slice(-2) }),
    'search: digits that nearly all have': () => list({ search: '4420' }),
    'search: digits of a block at the end': () => list({ search: numberAt(count - 1).slice(5, 9) }),
    'search: digits that none has': () => list({ search: '99999999' }),
    'search: an extension': (i) => list({ search: String(100_000 + some(i)) }),
    'search: a label': (i) => list({ search: `floor ${i % 17}` }),
    'search: a word that many have': () => list({ search: 'desk' }),
    'search: two letters': () => list({ search: 'zz' }),
    'search: an organization': (i) => list({ search: `occupier ${i % 200}` }),
    'search within one organization': (i) => list({ organizationId: organization(i), search: '80' }),
    'counts of the site': () => client.countNumbers({ query: { siteId } }),
    'counts of one organization': (i) => client.countNumbers({ query: { organizationId: organization(i) } }),
    'counts of a search': (i) =>
      client.countNumbers({ query: { siteId, search: numberAt(some(i)).slice(-3) } }),
  }
}
