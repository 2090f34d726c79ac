/**
 * Asks for what an address shows before the code that shows it is there: a page that waits for its code and then for its
 * data takes as long as both together. Only what every visit of the address asks for; what a filter narrows waits.
 */
import { type AnswerOf, ahead } from './api/client.ts'
import { firstStockPage, stockFilterOf } from './spaces/stock/stock-filter.ts'
import { askTelephonyAhead } from './telephony/ask-ahead.ts'
import { asked } from './telephony/asked.ts'

/** Addresses that need nobody to be signed in. */
const open = /^\/(sign-in|forgotten-password|reset-password|accept-invitation|card)\b/

type Address = Pick<Location, 'pathname' | 'search'>

interface Opened extends Address {
  readonly me: Promise<AnswerOf<'getMe'>>
}

/** What begins with an address, by the identifier that it names. */
const openings: readonly [RegExp, (opened: Opened, id: string) => void][] = [
  [/^\/spaces\/([^/]+)\/telephony$/, openStock],
  [/^\/spaces\/([^/]+)/, openSite],
  [/^\/occupiers\/([^/]+)/, openOccupier],
  [/^\/(account)$/, openAccount],
]

export function askAhead({ pathname, search }: Address): void {
  if (open.test(pathname)) return
  const opened = { pathname, search, me: ahead.getMe({}) }
  for (const [path, begin] of openings) {
    const [, id] = path.exec(pathname) ?? []
    if (id) begin(opened, id)
  }
}

function openStock({ search }: Opened, siteId: string): void {
  if (search === '') {
    const filter = stockFilterOf(siteId, {})
    void ahead.listNumbers({ query: firstStockPage(filter, {}) })
    void ahead.countNumbers({ query: filter })
  }
  void import('./spaces/stock/stock-page.tsx')
}

function openSite(_: Opened, siteId: string): void {
  void ahead.getSite(asked.site(siteId))
  void ahead.listOrganizations({ query: { siteId, limit: 1000 } })
  void import('./spaces/site-layout.tsx')
}

function openOccupier({ pathname, search, me }: Opened, organizationId: string): void {
  const organization = ahead.getOrganization(asked.organization(organizationId))
  void import('./occupiers/occupier-layout.tsx')
  if (!pathname.endsWith('/telephony')) return
  void import('./occupiers/occupier-telephony.tsx')
  askTelephonyAhead(me, organization, search).catch(refused)
}

/** The telephony of whoever is signed in. */
function openAccount({ search, me }: Opened): void {
  void import('./telephony/account-page.tsx')
  const own = me.then(({ active: { organizationId, operatorId } }) => {
    const id = organizationId ?? operatorId
    return id ? askTelephonyAhead(me, ahead.getOrganization(asked.organization(id)), search) : undefined
  })
  own.catch(refused)
}

/** What is refused is told to the page, which asks for the same. */
const refused = () => {}
