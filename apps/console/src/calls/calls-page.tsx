/** Calls: those that are going on, then the history with its filters, newest first. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { printed } from '../parts/numbers.ts'
import { Tag } from '../parts/state-badge.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { durationInWords, whenInWords } from '../parts/time.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import { type Call, minutes, resultTone, useResultWords } from './call-words.ts'
import classes from './calls-page.module.css'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** What narrows the list; kept in the address. */
export interface CallsSearch {
  result?: Call['result']
  search?: string
  numberId?: string
  organizationId?: string
  siteId?: string
}

export function CallsPage() {
  const { t } = useLingui()
  useCrumbs([{ label: t`Calls` }])
  const search: CallsSearch = useSearch({ strict: false })
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Calls</Trans>
        </h1>
      </header>
      <LiveCalls {...search} />
      <History {...search} />
    </div>
  )
}

function LiveCalls({ organizationId, siteId, numberId }: CallsSearch) {
  const { t } = useLingui()
  const queryKey = ['live-calls', organizationId, siteId, numberId]
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.listLiveCalls({ query: { organizationId, siteId, numberId } }),
    refetchInterval: 10_000,
  })
  useRefreshOn(['call.'], queryKey)
  if (!data || data.total === 0) return null
  return (
    <section className="card" aria-labelledby="now">
      <h2 id="now" className={classes.section}>
        <Trans>Now</Trans> <span className="figures quiet">{data.total}</span>
      </h2>
      <ul className={classes.live}>
        {data.items.map((call) => (
          <li key={call.callId}>
            <span className="figures">{call.callerNumber ? printed(call.callerNumber) : t`Withheld`}</span>
            <span className="quiet">→</span>
            <span className="figures">{printed(call.calledNumber)}</span>
            <Tag tone={call.answeredAt ? 'ok' : 'wait'}>{call.answeredBy ?? call.state}</Tag>
            <span className="figures quiet">{minutes((Date.now() - Date.parse(call.startedAt)) / 1000)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function History({ result, search = '', ...scope }: CallsSearch) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const words = useResultWords()
  const columns = useColumns()
  const [typed, setTyped] = useState(search)
  const [text] = useDebouncedValue(typed, 200)
  const query = { ...scope, result, search: text || undefined }
  const calls = useInfiniteQuery({
    queryKey: ['calls', query],
    queryFn: ({ pageParam, signal }) =>
      api.listCalls({ query: { ...query, after: pageParam } as never }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  useRefreshOn(['call.ended'], ['calls'])
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = calls
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  const rows = calls.data?.pages.flatMap((page) => page.items) ?? []
  const narrow = (change: Partial<CallsSearch>) =>
    navigate({ to: '.', search: (old: CallsSearch) => ({ ...old, ...change }), replace: true } as never)
  return (
    <section className={`card ${classes.list}`} aria-labelledby="history">
      <div className={classes.tools}>
        <h2 id="history">
          <Trans>History</Trans>
        </h2>
        <Select
          aria-label={t`Result`}
          placeholder={t`Every result`}
          clearable
          data={Object.entries(words).map(([value, label]) => ({ value, label }))}
          value={result ?? null}
          onChange={(value) => narrow({ result: (value as Call['result'] | null) ?? undefined })}
        />
        <TextInput
          data-filter
          aria-label={t`Caller or number`}
          placeholder={t`Caller or number`}
          leftSection={<IconSearch size={15} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            narrow({ search: event.currentTarget.value || undefined })
          }}
        />
      </div>
      {calls.error && rows.length === 0 ? (
        <Failed what={t`The calls could not be loaded.`} error={calls.error} retry={() => calls.refetch()} />
      ) : calls.isPending ? (
        <SkeletonRows rows={12} />
      ) : rows.length === 0 ? (
        result || text ? (
          <Empty
            title={t`No calls match.`}
            action={
              <Button
                variant="default"
                onClick={() => {
                  setTyped('')
                  narrow({ result: undefined, search: undefined })
                }}
              >
                <Trans>Clear filter</Trans>
              </Button>
            }
          />
        ) : (
          <Empty title={t`No calls yet.`}>
            <Trans>
              Every call to your numbers is kept here with its path: who rang, who answered, and why.
            </Trans>
          </Empty>
        )
      ) : (
        <DataTable
          label={t`Calls`}
          rows={rows}
          columns={columns}
          rowKey={({ callId }) => callId}
          stale={calls.isPlaceholderData}
          onEnd={more}
          onOpen={({ callId }) => navigate({ href: `/calls/${encodeURIComponent(callId)}` })}
        />
      )}
    </section>
  )
}

function useColumns(): readonly Column<Call>[] {
  const { t, i18n } = useLingui()
  const words = useResultWords()
  return [
    {
      id: 'when',
      header: t`When`,
      width: '110px',
      figures: true,
      cell: ({ callId, startedAt }) => (
        <Link to={`/calls/${encodeURIComponent(callId)}` as never}>
          {whenInWords(startedAt, Date.now(), zone, i18n.locale)}
        </Link>
      ),
    },
    {
      id: 'caller',
      header: t`Caller`,
      width: 'minmax(150px, 1fr)',
      figures: true,
      cell: ({ callerNumber, callerName }) => (
        <>
          {callerNumber ? printed(callerNumber) : t`Withheld`}{' '}
          {callerName && <span className="quiet">{callerName}</span>}
        </>
      ),
    },
    {
      id: 'called',
      header: t`Called`,
      width: '160px',
      figures: true,
      from: 620,
      cell: ({ calledNumber }) => printed(calledNumber),
    },
    {
      id: 'result',
      header: t`Result`,
      width: '190px',
      cell: ({ result }) => <Tag tone={resultTone[result]}>{words[result]}</Tag>,
    },
    {
      id: 'who',
      header: t`Answered by`,
      width: 'minmax(120px, 1fr)',
      from: 820,
      cell: ({ answeredBy }) => answeredBy ?? <span className="quiet">–</span>,
    },
    {
      id: 'length',
      header: t`Length`,
      width: '100px',
      figures: true,
      end: true,
      from: 480,
      cell: ({ seconds }) => durationInWords(seconds),
    },
  ]
}
