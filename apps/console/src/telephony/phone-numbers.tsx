/** PHONE NUMBERS under the main number (M2): count when closed, list when opened; filters, search and CSV on its right. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { addressOf, api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { CsvButton } from '../parts/csv-button.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { ListSearch } from '../parts/list-search.tsx'
import { type NumberState, useStateWords } from '../parts/state-badge.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { useAtRest } from '../parts/use-at-rest.ts'
import { isOperator, may, useMe } from '../session.ts'
import { ExtensionsForHelp } from './extension.tsx'
import { usePhoneNumberColumns } from './phone-number-columns.tsx'
import classes from './phone-numbers.module.css'
import { narrowed, phoneNumberCountsQuery, phoneNumbersQuery, unregisteredQuery } from './queries.ts'
import { useTelephonySearch } from './search.ts'
import type { Organization, Site } from './telephony.tsx'

interface Props {
  readonly organization: Organization
  readonly site: Site
  readonly mainNumberId: string | undefined
}

const states = ['ACTIVE', 'PENDING', 'RESERVED'] as const

/** Of a row that has a second line, px. */
const TWO_LINES = 56

export function PhoneNumbers({ organization, site, mainNumberId }: Props) {
  const { t } = useLingui()
  const [{ list }, change] = useTelephonySearch()
  const opened = list !== 'closed'
  const filter = { organizationId: organization.id, siteId: site.id, kind: 'ordinary' as const }
  const me = useMe()
  const countsQuery = phoneNumberCountsQuery(filter)
  const { data: counts } = useQuery({ ...countsQuery, enabled: may(me, 'count-numbers') })
  useRefreshOn(['number'], countsQuery.queryKey)
  const unregisteredCount = unregisteredQuery(filter)
  const { data: unregistered } = useQuery({
    ...unregisteredCount,
    enabled: useAtRest() && may(me, 'count-numbers'),
  })
  useRefreshOn(['number', 'device'], unregisteredCount.queryKey)
  return (
    <section aria-labelledby="phone-numbers" className={classes.section}>
      <header className={classes.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-expanded={opened}
          aria-label={opened ? t`Close the list` : t`Open the list`}
          onClick={() => change({ list: opened ? 'closed' : undefined })}
        >
          {opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
        </ActionIcon>
        <h2 id="phone-numbers">
          <Trans>Phone numbers</Trans> <span className="count">{counts?.total ?? ''}</span>
        </h2>
        {opened && counts?.total !== 0 && (
          <Tools
            filter={filter}
            counts={counts && { ...counts.byState, all: counts.total, unregistered: unregistered?.total }}
          />
        )}
      </header>
      {opened && <List filter={filter} mainNumberId={mainNumberId} organization={organization} site={site} />}
    </section>
  )
}

type Filter = { organizationId: string; siteId: string; kind: 'ordinary' }

function Tools({
  filter,
  counts,
}: {
  filter: Filter
  counts: Partial<Record<NumberState | 'all' | 'unregistered', number | undefined>> | undefined
}) {
  const { t } = useLingui()
  const words = useStateWords()
  const [{ state, search = '' }, change] = useTelephonySearch()
  const label = (word: string, count: number | undefined) => (
    <>
      {word} <span className="count">{count ?? ''}</span>
    </>
  )
  return (
    <div className={classes.tools}>
      <SegmentedControl
        aria-label={t`State`}
        value={state ?? 'all'}
        onChange={(value) => change({ state: value === 'all' ? undefined : (value as typeof state) })}
        data={[
          { value: 'all', label: label(t`All`, counts?.all) },
          ...states.map((each) => ({ value: each, label: label(words[each], counts?.[each]) })),
          { value: 'unregistered', label: label(t`Not registered`, counts?.unregistered) },
        ]}
      />
      <ListSearch
        label={t`Number, EXT or person`}
        placeholder={t`Number, EXT or person`}
        className={classes.search}
        search={search}
        onSearch={(words) => change({ search: words })}
      />
      <CsvButton
        href={addressOf('exportNumbers', {
          query: { ...filter, ...narrowed({ state, search }) },
        } as never)}
      />
    </div>
  )
}

function List({
  filter,
  organization,
  mainNumberId,
  site,
}: {
  filter: Filter
  organization: Organization
  mainNumberId: string | undefined
  site: Site
}) {
  const { t } = useLingui()
  const [{ state, search = '' }, change] = useTelephonySearch()
  const [text] = useDebouncedValue(search, 150)
  const numbers = useInfiniteQuery(phoneNumbersQuery(filter, { state, search: text }))
  useRefreshOn(state === 'unregistered' ? ['number', 'device'] : ['number'], ['numbers'])
  const isPhone = useMediaQuery('(max-width: 559px)', undefined, { getInitialValueInEffect: false })
  const columns = usePhoneNumberColumns({ filter, mainNumberId, site, isPhone })
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = numbers
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  const rows = numbers.data?.pages.flatMap((page) => page.items) ?? []
  if (numbers.error && rows.length === 0)
    return (
      <Failed
        what={t`The numbers could not be loaded.`}
        error={numbers.error}
        retry={() => numbers.refetch()}
      />
    )
  if (numbers.isPending)
    return (
      <div className="card">
        <SkeletonRows rows={6} />
      </div>
    )
  if (rows.length === 0)
    return (
      <div className="card">
        {state || text ? (
          <Empty
            title={t`No numbers match.`}
            action={
              <Button variant="default" onClick={() => change({ state: undefined, search: undefined })}>
                <Trans>Clear filter</Trans>
              </Button>
            }
          />
        ) : (
          <Empty title={t`No phone numbers yet.`}>
            <Trans>Phone numbers appear here once they are allocated to {organization.name}.</Trans>{' '}
            <FreeAtSite siteId={filter.siteId} />
          </Empty>
        )}
      </div>
    )
  return (
    <div className="card">
      <ExtensionsForHelp numbers={rows} site={site} />
      <DataTable
        label={t`Phone numbers`}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        {...(isPhone && { rowHeight: TWO_LINES })}
        stale={numbers.isPlaceholderData}
        onEnd={more}
      />
    </div>
  )
}

/** Where an operator finds some to allocate. */
function FreeAtSite({ siteId }: { siteId: string }) {
  const isTheirs = isOperator(useMe().active.role)
  const query = { siteId, kind: 'ordinary' as const, state: 'AVAILABLE' as const }
  const { data } = useQuery({
    queryKey: ['number-counts', query],
    queryFn: () => api.countNumbers({ query }),
    enabled: isTheirs,
  })
  if (!data?.total) return null
  return (
    <Link to={`/spaces/${siteId}/telephony` as never} search={{ state: 'AVAILABLE' } as never}>
      <Plural value={data.total} one="# is free at this site" other="# are free at this site" />
    </Link>
  )
}
