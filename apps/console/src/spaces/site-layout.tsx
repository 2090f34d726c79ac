/** A site: its name and numbers in one line, its tabs, the opened one. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useLocation, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import type { AnswerOf } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { Boundary, isNothing } from '../parts/boundary.tsx'
import { printed } from '../parts/numbers.ts'
import { NothingHere, SkeletonRows } from '../parts/states.tsx'
import { TabbedPage } from '../parts/tabbed-page.tsx'
import { isOperator, useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import { numberRangeQuery, siteQuery } from '../telephony/queries.ts'
import { useSiteOrganizations } from './site-organizations.ts'
import classes from './spaces.module.css'
import { useSiteTabs } from './tabs.ts'

export type Site = AnswerOf<'getSite'>

export function SiteLayout() {
  const { role } = useMe().active
  // Who rents a place there knows the site; its tabs are the landlord's.
  if (!isOperator(role)) return <NothingHere />
  return (
    <Boundary>
      <Suspense fallback={<SkeletonRows rows={8} height={44} />}>
        <SiteFrame />
      </Suspense>
    </Boundary>
  )
}

/** The site whose address is open. */
export function useSite(): Site {
  const { siteId = '' } = useParams({ strict: false })
  return useSuspenseQuery(siteQuery(siteId)).data
}

function SiteFrame() {
  const { siteId = '' } = useParams({ strict: false })
  const { data: site, error } = useSuspenseQuery(siteQuery(siteId))
  // Somebody removed it while it was open here.
  return error && isNothing(error) ? <NothingHere /> : <OpenedSite site={site} />
}

function OpenedSite({ site }: { site: Site }) {
  const { t } = useLingui()
  const { pathname } = useLocation()
  useRefreshOn(['schedule'], ['site', site.id])
  const tabs = useSiteTabs()
  const tab = pathname.split('/')[3] ?? 'telephony'
  useCrumbs([
    { label: t`Spaces`, to: '/spaces' },
    { label: site.name, to: `/spaces/${site.id}/telephony` },
    { label: tabs.find(({ value }) => value === tab)?.label ?? tab },
  ])
  return (
    <>
      <header className={classes.head}>
        <h1>{site.name}</h1>
        <SiteMeta site={site} />
        {/* The page of a tab puts its actions here. */}
        <div className={classes.actions} id="site-actions" />
      </header>
      <TabbedPage label={site.name} path={`/spaces/${site.id}`} tabs={tabs} value={tab} />
    </>
  )
}

function SiteMeta({ site }: { site: Site }) {
  const siteId = site.id
  const organizations = useSiteOrganizations(siteId)
  const query = numberRangeQuery(siteId)
  const { data: range } = useQuery(query)
  useRefreshOn(['numbers'], query.queryKey)
  const [first, last] = range ?? []
  return (
    <span className="meta">
      {site.timeZone}
      {organizations.known && (
        <>
          , <Plural value={organizations.occupiers.length} one="# occupier" other="# occupiers" />
        </>
      )}
      {first && last && (
        <>
          ,{' '}
          <Trans>
            numbers {printed(first)} to {shortEnd(first, last)}
          </Trans>
        </>
      )}
      , EXT{' '}
      <span className="figures">
        {site.extensionFirst}–{site.extensionLast}
      </span>
    </span>
  )
}

/** Of the last number of a range only the figures that differ from the first in their block. */
function shortEnd(first: string, last: string): string {
  const [a, b] = [printed(first).split('\u00a0'), printed(last).split('\u00a0')]
  const same = a.length === b.length && a.slice(0, -1).every((block, index) => block === b[index])
  return same ? (b.at(-1) ?? '') : b.join('\u00a0')
}
