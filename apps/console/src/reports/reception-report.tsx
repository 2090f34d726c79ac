/** What a reception did with its calls: in all, by day, by organization and by seat. */
import { Trans, useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSites } from '../administration/use-sites.ts'
import { addressOf, api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { CsvButton } from '../parts/csv-button.tsx'
import { instantOfLocal } from '../parts/local-time.ts'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { localDay, shortDate } from '../parts/time.ts'
import { useAddress } from '../parts/use-address.ts'
import { useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import { RangeFields } from './range-fields.tsx'
import { type ReceptionFigures, ReceptionTable, ReceptionTotals } from './reception-figures.tsx'
import { lastDays, plusDays } from './report-range.ts'
import { ReportTabs } from './report-tabs.tsx'
import classes from './reports.module.css'
import { SiteField } from './site-field.tsx'

/** What the report is of; kept in the address. Today when no days are named. */
export interface ReceptionReportSearch {
  site?: string
  from?: string
  to?: string
}

const PRESETS = [1, 7, 30, 90] as const

export function ReceptionReport() {
  const { t, i18n } = useLingui()
  useCrumbs([{ label: t`Reports`, to: '/reports' }, { label: t`Reception` }])
  const [search, change] = useAddress<ReceptionReportSearch>()
  const sites = useSites(useMe().active.operatorId ?? undefined)
  const site = sites.find(({ id }) => id === search.site) ?? sites[0]
  const zone = site?.timeZone ?? 'UTC'
  const today = localDay(Date.now(), zone)
  const standard = lastDays(today, 1)
  const range = { from: search.from ?? standard.from, to: search.to ?? standard.to }
  const params = { siteId: site?.id ?? '' }
  const query = {
    from: instantOfLocal(`${range.from} 00:00:00`, zone),
    to: instantOfLocal(`${plusDays(range.to, 1)} 00:00:00`, zone),
  }
  const queryKey = ['reception-figures', params.siteId]
  const figures = useQuery({
    queryKey: [...queryKey, query],
    queryFn: () => api.getReceptionFigures({ params, query }),
    enabled: site !== undefined,
    placeholderData: keepPreviousData,
  })
  useRefreshOn(['call.ended'], queryKey)
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Reports</Trans>
        </h1>
        <SiteField sites={sites} site={site} onChange={(id) => change({ site: id })} />
        <RangeFields range={range} today={today} zone={zone} presets={PRESETS} onChange={change} />
        {site && (
          <CsvButton
            href={addressOf('getReceptionFigures', { params, query: { ...query, format: 'csv' } })}
          />
        )}
      </header>
      <ReportTabs value="reception" />
      {figures.error ? (
        <div className="card">
          <Failed
            what={t`The report could not be made.`}
            error={figures.error}
            retry={() => void figures.refetch()}
          />
        </div>
      ) : figures.data ? (
        <InFull figures={figures.data} locale={i18n.locale} />
      ) : (
        <div className="card">
          <SkeletonRows rows={12} />
        </div>
      )}
    </div>
  )
}

function InFull({ figures, locale }: { figures: ReceptionFigures; locale: string }) {
  const { t } = useLingui()
  const { total, promiseSeconds: promise, days, organizations, seats } = figures
  if (total.calls === 0)
    return (
      <div className="card">
        <Empty title={t`No calls came to the reception in these days.`}>
          <Trans>Choose a longer range, or another site.</Trans>
        </Empty>
      </div>
    )
  const ofDays = days
    .toReversed()
    .map((each) => ({ ...each, id: each.day, name: shortDate(`${each.day}T12:00:00Z`, 'UTC', locale) }))
  return (
    <>
      <ReceptionTotals total={total} promise={promise} />
      <ReceptionTable
        title={t`By organization`}
        of={t`Organization`}
        rows={organizations}
        promise={promise}
      />
      <ReceptionTable title={t`By seat`} of={t`Seat`} rows={seats} promise={promise} />
      {ofDays.length > 1 && <ReceptionTable title={t`By day`} of={t`Day`} rows={ofDays} promise={promise} />}
    </>
  )
}
