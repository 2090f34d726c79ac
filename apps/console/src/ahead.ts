/**
 * Asks for what an address shows before the code that shows it is there: a page that waits for its code and then for its
 * data takes as long as both together. Only what every visit of the address asks for; what a filter narrows waits.
 */
import { ahead } from './api/client.ts'
import { firstStockPage, stockFilterOf } from './spaces/stock/stock-filter.ts'

/** Addresses that need nobody to be signed in. */
const open = /^\/(sign-in|forgotten-password|reset-password|accept-invitation|card)\b/

/** What begins with an address, by the identifier that it names. */
const openings: readonly [RegExp, (id: string, filtered: boolean) => void][] = [
  [/^\/spaces\/([^/]+)\/telephony$/, openStock],
  [/^\/spaces\/([^/]+)/, openSite],
  [/^\/occupiers\/([^/]+)/, (organizationId) => ahead.getOrganization({ params: { organizationId } })],
]

export function askAhead({ pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
  if (open.test(pathname)) return
  ahead.getMe({})
  for (const [address, begin] of openings) {
    const [, id] = address.exec(pathname) ?? []
    if (id) begin(id, search !== '')
  }
}

function openStock(siteId: string, filtered: boolean): void {
  if (!filtered) {
    const filter = stockFilterOf(siteId, {})
    ahead.listNumbers({ query: firstStockPage(filter, {}) })
    ahead.countNumbers({ query: filter })
  }
  void import('./spaces/stock/stock-page.tsx')
}

function openSite(siteId: string): void {
  ahead.getSite({ params: { siteId } })
  ahead.listOrganizations({ query: { siteId, limit: 1000 } })
  void import('./spaces/site-layout.tsx')
}
