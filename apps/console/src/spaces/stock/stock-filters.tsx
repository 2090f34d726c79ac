/** The stock in proportion by state, and what narrows the list: state with its count, search, nominated as main. */
import { Plural, useLingui } from '@lingui/react/macro'
import { Button, UnstyledButton } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { type AnswerOf, addressOf } from '../../api/client.ts'
import { CsvButton } from '../../parts/csv-button.tsx'
import { ListSearch } from '../../parts/list-search.tsx'
import { type NumberState, StateIcon, useStateWords } from '../../parts/state-badge.tsx'
import { useStockSearch } from './search.ts'
import classes from './stock.module.css'
import type { StockFilter } from './stock-filter.ts'

const order = ['ACTIVE', 'PENDING', 'RESERVED', 'AVAILABLE', 'COOLDOWN'] as const

type Counts = AnswerOf<'countNumbers'>

export function StockBar({ counts }: { counts: Counts | undefined }) {
  const { t } = useLingui()
  const words = useStateWords()
  const parts = counts ? order.filter((state) => counts.byState[state] > 0) : []
  const sentence = counts
    ? t`${counts.total} numbers: ${parts.map((state) => `${counts.byState[state]} ${words[state]}`).join(', ')}`
    : t`Numbers by state`
  return (
    <div className={classes.proportion} role="img" aria-label={sentence}>
      {parts.map((state) => (
        <i key={state} data-state={state} style={{ flexGrow: counts?.byState[state] }} />
      ))}
    </div>
  )
}

export function StockFilters({ counts, filter }: { counts: Counts | undefined; filter: StockFilter }) {
  const { t } = useLingui()
  const words = useStateWords()
  const [{ state, search = '', kind }, change] = useStockSearch()
  const choose = (wanted: NumberState | undefined) => change({ state: wanted })
  return (
    <div className={classes.tools}>
      <div className={classes.states} role="group" aria-label={t`State`} data-sideways>
        <UnstyledButton className={classes.state} aria-pressed={!state} onClick={() => choose(undefined)}>
          {t`All`} <Count value={counts?.total} more={counts?.more} />
        </UnstyledButton>
        {order.map((each) => (
          <UnstyledButton
            key={each}
            className={classes.state}
            aria-pressed={state === each}
            onClick={() => choose(state === each ? undefined : each)}
          >
            <StateIcon state={each} />
            {words[each]} <Count value={counts?.byState[each]} />
          </UnstyledButton>
        ))}
      </div>
      <div className={classes.right}>
        <ListSearch
          label={t`Number, EXT, label or organization`}
          placeholder={t`0148, Thistle…`}
          className={classes.search}
          search={search}
          onSearch={(words) => change({ search: words })}
        />
        <Button
          variant="default"
          className={classes.toggle}
          aria-pressed={kind === 'main'}
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={() => change({ kind: kind === 'main' ? undefined : 'main' })}
        >
          {t`Nominated as main`}
        </Button>
        <CsvButton
          href={addressOf('exportNumbers', { query: filter } as never)}
          aria-label={t`Download what the filter shows as CSV`}
        />
      </div>
      <span className="unseen" role="status">
        {counts && <Plural value={counts.total} one="# number" other="# numbers" />}
      </span>
    </div>
  )
}

function Count({ value, more }: { value: number | undefined; more?: boolean | undefined }) {
  const { i18n } = useLingui()
  return (
    <span className={`${classes.count} figures`}>
      {value?.toLocaleString(i18n.locale)}
      {more && '+'}
    </span>
  )
}
