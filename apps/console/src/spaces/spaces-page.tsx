/** Spaces: every site with its numbers in use and what its hours are now. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconMoon, IconPlus, IconSearch, IconSun } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useOrganizations } from '../administration/use-organizations.ts'
import { type AnswerOf, api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { Status } from '../parts/state-badge.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { clockTime, whenInWords } from '../parts/time.ts'
import { useAddress } from '../parts/use-address.ts'
import { useMinute } from '../parts/use-minute.ts'
import { may, useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import { OpenSite } from './open-site.tsx'
import classes from './spaces.module.css'

/** What the list keeps in its address. */
export interface SpacesSearch {
  dialog?: 'open'
  /** Of the site that is opened. */
  operator?: string
}

type Site = AnswerOf<'listSites'>['items'][number]

/** Of a row, px: on a phone the sentence of the hours takes three lines. */
const rowHeight = 44
const THREE_LINES = 72

export function SpacesPage() {
  const { t } = useLingui()
  useCrumbs([{ label: t`Spaces` }])
  const navigate = useNavigate()
  const mayOpen = may(useMe(), 'create-site')
  const [{ dialog, operator }, change] = useAddress<SpacesSearch>()
  const columns = useColumns()
  const isPhone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false })
  const [text, setText] = useState('')
  const sites = useInfiniteQuery({
    queryKey: ['sites'],
    queryFn: ({ pageParam }) => api.listSites({ query: { limit: 1000, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = sites
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  const wanted = text.trim().toLowerCase()
  const rows = (sites.data?.pages.flatMap((page) => page.items) ?? []).filter(({ name }) =>
    name.toLowerCase().includes(wanted),
  )
  return (
    <>
      <header className={classes.pageHead}>
        <h1>
          <Trans>Spaces</Trans>
        </h1>
        <TextInput
          data-filter
          aria-label={t`Site`}
          placeholder={t`Site`}
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={<KeyHint>/</KeyHint>}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {mayOpen && <OpenButton onClick={() => change({ dialog: 'open' })} />}
      </header>
      <div className="card">
        {sites.error ? (
          <Failed
            what={t`The sites could not be loaded.`}
            error={sites.error}
            retry={() => sites.refetch()}
          />
        ) : sites.isPending ? (
          <SkeletonRows rows={6} height={isPhone ? THREE_LINES : rowHeight} />
        ) : rows.length === 0 ? (
          <Empty title={wanted ? t`No site matches.` : t`No sites yet.`}>
            {wanted ? undefined : mayOpen ? (
              <Trans>A site is a building with its time zone, business hours, numbers and reception.</Trans>
            ) : (
              <Trans>The provider opens a site with its time zone and range of extensions.</Trans>
            )}
          </Empty>
        ) : (
          <DataTable
            label={t`Spaces`}
            rows={rows}
            columns={columns}
            rowKey={({ id }) => id}
            rowHeight={isPhone ? THREE_LINES : rowHeight}
            onEnd={more}
            onOpen={({ id }) => navigate({ href: `/spaces/${id}/telephony` })}
          />
        )}
      </div>
      {mayOpen && dialog === 'open' && (
        <OpenSite operatorId={operator} onClose={() => change({ dialog: undefined, operator: undefined })} />
      )}
    </>
  )
}

const OpenButton = ({ onClick }: { onClick: () => void }) => (
  <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onClick}>
    <Trans>Open a site</Trans>
  </Button>
)

function useColumns(): readonly Column<Site>[] {
  const { t } = useLingui()
  const { byId } = useOrganizations()
  // Everybody else sees the sites of one.
  const withOperators = useMe().active.operatorId === null
  const operator: Column<Site> = {
    id: 'operator',
    header: t`Operator`,
    width: 'minmax(120px, 1fr)',
    from: 700,
    cell: ({ operatorId }) => byId.get(operatorId)?.name,
  }
  return [
    {
      id: 'name',
      header: t`Site`,
      width: 'minmax(150px, 1.4fr)',
      cell: ({ id, name }) => (
        <Link to={`/spaces/${id}/telephony` as never}>
          <strong>{name}</strong>
        </Link>
      ),
    },
    ...(withOperators ? [operator] : []),
    { id: 'hours', header: t`Now`, width: 'minmax(150px, 1fr)', cell: (site) => <HoursNow site={site} /> },
    {
      id: 'numbers',
      header: t`Numbers in use`,
      width: 'minmax(190px, 1.2fr)',
      from: 560,
      cell: NumbersInUse,
    },
    {
      id: 'clock',
      header: t`Local time`,
      width: '190px',
      figures: true,
      from: 820,
      cell: (site) => <Clock site={site} />,
    },
    {
      id: 'extensions',
      header: 'EXT',
      width: '110px',
      figures: true,
      from: 980,
      cell: ({ extensionFirst, extensionLast }) => `${extensionFirst}–${extensionLast}`,
    },
  ]
}

const NumbersInUse = ({ id }: Site) => <InUse siteId={id} />

/** Asked for by the rows that are on the screen, not for the whole list. */
function InUse({ siteId }: { siteId: string }) {
  const queryKey = ['number-counts', { siteId }]
  const { data } = useQuery({ queryKey, queryFn: () => api.countNumbers({ query: { siteId } }) })
  useRefreshOn(['number'], queryKey)
  if (!data) return null
  const used = data.byState.ACTIVE
  return (
    <span className={classes.use}>
      <span className={classes.bar} aria-hidden>
        <i style={{ flexGrow: used }} />
        <span style={{ flexGrow: Math.max(data.total - used, 0) }} />
      </span>
      <span className="figures">
        <Trans>
          {used} of {data.total}
        </Trans>
      </span>
    </span>
  )
}

function HoursNow({ site }: { site: Site }) {
  const { i18n } = useLingui()
  const queryKey = ['site-rule', site.id]
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.getSiteRule({ params: { siteId: site.id } }),
    refetchInterval: 60_000,
  })
  useRefreshOn(['schedule'], queryKey)
  if (!data) return null
  const { open, until } = data.now
  const end = until && whenInWords(until, Date.now(), site.timeZone, i18n.locale)
  return open ? (
    <Status wraps tone="ok" icon={<IconSun size={15} stroke={1.9} aria-hidden />}>
      {end ? <Trans>In hours until {end}</Trans> : <Trans>In hours</Trans>}
    </Status>
  ) : (
    <Status wraps tone="idle" icon={<IconMoon size={15} stroke={1.9} aria-hidden />}>
      {end ? <Trans>Out of hours until {end}</Trans> : <Trans>Out of hours</Trans>}
    </Status>
  )
}

function Clock({ site }: { site: Site }) {
  const { i18n } = useLingui()
  const now = useMinute()
  return (
    <>
      {clockTime(now, site.timeZone, i18n.locale)} <span className="quiet">{site.timeZone}</span>
    </>
  )
}
