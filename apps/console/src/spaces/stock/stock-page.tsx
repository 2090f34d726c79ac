/** Telephony of a site: its stock of numbers (N2–N7), quick with a hundred thousand of them. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Portal } from '@mantine/core'
import { IconPlus, IconUpload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { DataTable } from '../../parts/data-table.tsx'
import { KeyHint } from '../../parts/key-hint.tsx'
import { Empty, Failed, SkeletonRows } from '../../parts/states.tsx'
import { useRowHeight } from '../../parts/use-row-height.ts'
import { may, useMe } from '../../session.ts'
import { isTyping } from '../../shell/is-typing.ts'
import type { ImportKind } from '../import/import.ts'
import { ImportPanel } from '../import/import-panel.tsx'
import { type Site, useSite } from '../site-layout.tsx'
import { useSiteOrganizations } from '../site-organizations.ts'
import { AddNumbersDialog } from './add-numbers-dialog.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { useStockSearch } from './search.ts'
import classes from './stock.module.css'
import { useStockColumns } from './stock-columns.tsx'
import type { StockFilter } from './stock-filter.ts'
import { StockBar, StockFilters } from './stock-filters.tsx'
import { useSelection } from './use-selection.ts'
import { useStock, useStockCounts, useStockFilter } from './use-stock.ts'

/** Of a row of the stock, px. */
const rowHeight = 30

export function StockPage() {
  const site = useSite()
  const me = useMe()
  const filter = useStockFilter(site.id)
  const counts = useStockCounts(filter)
  const [search, change] = useStockSearch()
  const mayAdd = may(me, 'create-numbers')
  const mayImport = may(me, 'create-import')
  // The stock of numbers is the provider's.
  const kinds: readonly ImportKind[] =
    me.active.role === 'provider-admin' ? ['numbers', 'hunt-members'] : ['hunt-members']
  const importing = mayImport && search.import === 'open'
  return (
    <>
      <StockHead mayAdd={mayAdd} mayImport={mayImport} />
      <StockBar counts={counts} />
      <StockFilters counts={counts} filter={filter} />
      <div className={classes.two} data-with-panel={importing || undefined}>
        <Stock site={site} filter={filter} total={counts?.more ? undefined : shownOf(counts, filter)} />
        {importing && <ImportPanel site={site} kinds={kinds} onClose={() => change({ import: undefined })} />}
      </div>
      {mayAdd && search.dialog === 'add' && (
        <AddNumbersDialog site={site} onClose={() => change({ dialog: undefined })} />
      )}
    </>
  )
}

const shownOf = (counts: ReturnType<typeof useStockCounts>, { state }: StockFilter): number | undefined =>
  state ? counts?.byState[state] : counts?.total

function StockHead({ mayAdd, mayImport }: { mayAdd: boolean; mayImport: boolean }) {
  const [search, change] = useStockSearch()
  const target = useTarget('site-actions')
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'n' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
      if (mayAdd && !document.querySelector('[role="dialog"]')) change({ dialog: 'add' })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [mayAdd, change])
  if (!target) return null
  return (
    <Portal target={target}>
      <span className={classes.headActions}>
        {mayImport && (
          <Button
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            aria-expanded={search.import === 'open'}
            onClick={() => change({ import: search.import === 'open' ? undefined : 'open' })}
          >
            <Trans>Import CSV</Trans>
          </Button>
        )}
        {mayAdd && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            rightSection={<KeyHint>N</KeyHint>}
            aria-keyshortcuts="n"
            onClick={() => change({ dialog: 'add' })}
          >
            <Trans>Add numbers</Trans>
          </Button>
        )}
      </span>
    </Portal>
  )
}

/** An element of the page around this one, once it is there. */
function useTarget(id: string): HTMLElement | null {
  const [target, setTarget] = useState<HTMLElement | null>(null)
  useEffect(() => setTarget(document.getElementById(id)), [id])
  return target
}

interface StockProps {
  readonly site: Site
  readonly filter: StockFilter
  readonly total: number | undefined
}

function Stock({ site, filter, total }: StockProps) {
  const { t } = useLingui()
  const { numbers, rows, more } = useStock(filter)
  const organizations = useSiteOrganizations(site.id)
  const selection = useSelection(rows)
  const me = useMe()
  const loaded = rows.length
  const skeletonHeight = useRowHeight(rowHeight)
  const columns = useStockColumns({ me, site, organizations: organizations.byId, selection, loaded })
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
        <SkeletonRows rows={20} height={skeletonHeight} />
      </div>
    )
  if (rows.length === 0) return <NoNumbers filter={filter} />
  return (
    <div className={`card ${classes.list}`}>
      <DataTable
        label={t`Numbers of ${site.name}`}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        rowHeight={rowHeight}
        total={total}
        height="calc(100dvh - 226px)"
        selected={selection.has}
        stale={numbers.isPlaceholderData}
        onEnd={more}
        onKey={(event, row) => {
          if (event.key !== ' ') return
          event.preventDefault()
          selection.toggle(row, event.shiftKey)
        }}
      />
      {selection.chosen.length > 0 && (
        <BulkBar site={site} organizations={organizations.all} selection={selection} />
      )}
    </div>
  )
}

function NoNumbers({ filter: { state, search, kind, organizationId } }: { filter: StockFilter }) {
  const { t } = useLingui()
  const [, change] = useStockSearch()
  const me = useMe()
  const narrowed = state || search || kind || organizationId
  return (
    <div className="card">
      {narrowed ? (
        <Empty
          title={search ? t`No numbers match ${search}.` : t`No numbers match.`}
          action={
            <Button
              variant="default"
              onClick={() =>
                change({ state: undefined, search: undefined, kind: undefined, organizationId: undefined })
              }
            >
              <Trans>Clear filter</Trans>
            </Button>
          }
        />
      ) : (
        <Empty title={t`No numbers at this site yet.`}>
          {may(me, 'create-numbers') ? (
            <Trans>Add one or a range, or import a CSV file. They are available at once.</Trans>
          ) : (
            <Trans>The provider adds numbers. They are then allocated to companies here.</Trans>
          )}
        </Empty>
      )}
    </div>
  )
}
