/** The history of calls with its filters, newest first: of everything, or of one organization, site or number. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { api, addressOf as fileOf } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { CsvButton } from '../parts/csv-button.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { printed, withNumbersPrinted } from '../parts/numbers.ts'
import { RowLink } from '../parts/row-link.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { durationInWords, localZone, whenInWords } from '../parts/time.ts'
import { ZoneNote } from '../parts/zone-note.tsx'
import { type Call, useResultWords } from './call-words.ts'
import classes from './calls-page.module.css'
import { type CallsScope, type CallsSearch, callsFilter } from './calls-query.ts'
import { Direction, useDirectionWords } from './direction.tsx'
import { ResultTag } from './result-tag.tsx'

/** Of a row that has a second line, px. */
const TWO_LINES = 56

export function CallHistory(scope: CallsScope) {
  const { result, direction, search = '' }: CallsSearch = useSearch({ strict: false })
  const { t } = useLingui()
  const navigate = useNavigate()
  const words = useResultWords()
  const directions = useDirectionWords()
  const [typed, setTyped] = useState(search)
  const [text] = useDebouncedValue(typed, 200)
  const narrowed = { ...scope, result, direction, search: text } as CallsSearch & CallsScope
  const query = callsFilter(narrowed)
  const addressOf = addressesOfCalls(narrowed)
  const isPhone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false })
  const wide = useColumns(addressOf)
  const onPhone = usePhoneColumns(addressOf)
  const columns = isPhone ? onPhone : wide
  const calls = useInfiniteQuery({
    queryKey: ['calls', query],
    queryFn: ({ pageParam, signal }) => api.listCalls({ query: { ...query, after: pageParam } }, { signal }),
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
          <Trans>History</Trans> <ZoneNote />
        </h2>
        <SegmentedControl
          aria-label={t`Direction`}
          value={direction ?? 'all'}
          onChange={(value) => narrow({ direction: value === 'all' ? undefined : (value as 'in' | 'out') })}
          data={[
            { value: 'all', label: t`All` },
            { value: 'in', label: directions.in },
            { value: 'out', label: directions.out },
          ]}
        />
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
          aria-label={t`Digits of the caller’s number`}
          placeholder={t`Digits of the caller’s number`}
          inputMode="tel"
          leftSection={<IconSearch size={15} aria-hidden />}
          maxLength={64}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            narrow({ search: event.currentTarget.value || undefined })
          }}
        />
        <CsvButton href={fileOf('exportCalls', { query } as never)} />
      </div>
      {calls.error && rows.length === 0 ? (
        <Failed what={t`The calls could not be loaded.`} error={calls.error} retry={() => calls.refetch()} />
      ) : calls.isPending ? (
        <SkeletonRows rows={12} />
      ) : rows.length === 0 ? (
        result || direction || query.callerDigits ? (
          <Empty
            title={t`No calls match.`}
            action={
              <Button
                variant="default"
                onClick={() => {
                  setTyped('')
                  narrow({ result: undefined, direction: undefined, search: undefined })
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
          {...(isPhone && { rowHeight: TWO_LINES })}
          stale={calls.isPlaceholderData}
          onEnd={more}
          onOpen={(call) => navigate({ href: addressOf(call) })}
        />
      )}
    </section>
  )
}

/** Where a call is opened: with the filter, so that its neighbours there are those of this list. */
function addressesOfCalls(search: CallsSearch & CallsScope): (call: Call) => string {
  const given = Object.entries(search).filter(([, value]) => value)
  const query = new URLSearchParams(given as [string, string][]).toString()
  return ({ callId }) => `/calls/${encodeURIComponent(callId)}${query && `?${query}`}`
}

function useColumns(addressOf: (call: Call) => string): readonly Column<Call>[] {
  const { t, i18n } = useLingui()
  return [
    {
      id: 'when',
      header: t`When`,
      width: '110px',
      figures: true,
      cell: (call) => (
        <RowLink href={addressOf(call)}>
          {whenInWords(call.startedAt, Date.now(), localZone, i18n.locale)}
        </RowLink>
      ),
    },
    {
      id: 'direction',
      header: t`Direction`,
      width: '116px',
      cell: ({ outgoing }) => <Direction outgoing={outgoing} />,
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
      cell: ({ result }) => <ResultTag result={result} />,
    },
    {
      id: 'who',
      header: t`Answered by`,
      width: 'minmax(120px, 1fr)',
      from: 820,
      cell: ({ answeredBy }) =>
        answeredBy === null ? <span className="quiet">–</span> : withNumbersPrinted(answeredBy),
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

/** On a phone: who called whom by number, one beneath the other, and what came of it and when. */
function usePhoneColumns(addressOf: (call: Call) => string): readonly Column<Call>[] {
  const { t, i18n } = useLingui()
  return [
    {
      id: 'numbers',
      header: t`Caller`,
      width: 'minmax(0, 1fr)',
      figures: true,
      cell: ({ callerNumber, calledNumber, outgoing }) => (
        <span className={classes.lines}>
          <span className="cut">
            <Direction outgoing={outgoing} unsaid /> {callerNumber ? printed(callerNumber) : t`Withheld`}
          </span>
          <span className="cut quiet">→ {printed(calledNumber)}</span>
        </span>
      ),
    },
    {
      id: 'result',
      header: t`Result`,
      width: '150px',
      cell: (call) => (
        <span className={classes.lines}>
          <span className="cut">
            <ResultTag result={call.result} />
          </span>
          <RowLink href={addressOf(call)}>
            {whenInWords(call.startedAt, Date.now(), localZone, i18n.locale)}
          </RowLink>
        </span>
      ),
    },
  ]
}
