/** Reports: the calls of a site, of a company there or of one number, by day, with who answered and where callers left. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconReportAnalytics } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSites } from '../administration/use-sites.ts'
import { addressOf, api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { CsvButton } from '../parts/csv-button.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { localDay } from '../parts/time.ts'
import { useAddress } from '../parts/use-address.ts'
import { may, useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import { DayChart } from './day-chart.tsx'
import { dayRows, type Report } from './day-rows.ts'
import { DayTable } from './day-table.tsx'
import { NumberField } from './number-field.tsx'
import { RangeFields } from './range-fields.tsx'
import { ReportFigures } from './report-figures.tsx'
import { lastDays, type ReportRange } from './report-range.ts'
import { ReportTabs } from './report-tabs.tsx'
import classes from './reports.module.css'
import { SiteField } from './site-field.tsx'
import { Tallies } from './tallies.tsx'

/** What the report is of; kept in the address. */
export interface ReportsSearch {
  site?: string
  number?: string
  /** First and last day, `2026-11-24`. */
  from?: string
  to?: string
}

const PRESETS = [7, 30, 90] as const
type ReportQuery = { readonly from: string; readonly to: string; readonly format?: 'csv' }

export function ReportsPage() {
  const { t } = useLingui()
  useCrumbs([{ label: t`Reports` }])
  const { source, range, today, zone, sites, site, search, change } = useReportChoice()
  const report = useQuery({
    queryKey: ['report', site?.id, search.number, range],
    queryFn: () => source?.read(range),
    enabled: source !== undefined,
    placeholderData: keepPreviousData,
  })
  useRefreshOn(['call.ended'], ['report'])
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Reports</Trans>
        </h1>
        <SiteField sites={sites} site={site} onChange={(id) => change({ site: id, number: undefined })} />
        {site && (
          <NumberField
            siteId={site.id}
            value={search.number}
            onChange={(number) => change({ number })}
            all={source?.ofAll ?? false}
          />
        )}
        <RangeFields
          range={range}
          today={today}
          zone={zone}
          presets={PRESETS}
          onChange={(chosen) => change(isStandard(chosen, today) ? noRange : chosen)}
        />
        {source && <CsvButton href={source.csv({ ...range, format: 'csv' })} />}
      </header>
      <ReportTabs value="calls" />
      {report.error ? (
        <div className="card">
          <Failed
            what={t`The report could not be made.`}
            error={report.error}
            retry={() => report.refetch()}
          />
        </div>
      ) : report.data ? (
        <ReportInFull report={report.data} />
      ) : !source && site ? (
        <div className="card">
          <Empty icon={<IconReportAnalytics size={24} stroke={1.5} />} title={t`Choose a number.`}>
            <Trans>The report shows its calls by day, who answered, and how long callers waited.</Trans>
          </Empty>
        </div>
      ) : (
        <div className="card">
          <SkeletonRows rows={12} />
        </div>
      )}
    </div>
  )
}

const noRange = { from: undefined, to: undefined }
const isStandard = ({ from, to }: ReportRange, today: string) =>
  to === today && from === lastDays(today, 30).from

function ReportInFull({ report }: { report: Report }) {
  const { t } = useLingui()
  const rows = useMemo(() => dayRows(report), [report])
  return (
    <>
      <ReportFigures total={report.total} />
      {report.total.calls > 0 && (
        <>
          <section className={`card ${classes.card}`} aria-labelledby="by-day">
            <h2 id="by-day">
              <Trans>Calls by day</Trans> <span className="meta">{report.timeZone}</span>
            </h2>
            <DayChart rows={rows} />
          </section>
          <Tallies total={report.total} />
          <DayTable rows={rows} />
        </>
      )}
      {report.total.calls === 0 && (
        <div className="card">
          <Empty title={t`No calls in these days.`}>
            <Trans>Choose a longer range, or another number.</Trans>
          </Empty>
        </div>
      )}
    </>
  )
}

/** Which report the address asks for, and the method that makes it for this role. */
function useReportChoice() {
  const me = useMe()
  const [search, change] = useAddress<ReportsSearch>()
  const { operatorId, organizationId } = me.active
  const sites = useSites(operatorId ?? undefined)
  const site = sites.find(({ id }) => id === search.site) ?? sites[0]
  const zone = site?.timeZone ?? 'UTC'
  const today = localDay(Date.now(), zone)
  const standard = lastDays(today, 30)
  const range = { from: search.from ?? standard.from, to: search.to ?? standard.to }
  const numberId = search.number
  const siteId = site?.id
  return { source: sourceOf(), range, today, zone, sites, site, search, change }

  function sourceOf() {
    if (!siteId) return undefined
    const ofAll = may(me, organizationId ? 'get-organization-report' : 'get-site-report')
    if (numberId) {
      const params = { numberId }
      return {
        ofAll,
        read: (query: ReportQuery) => api.getNumberReport({ params, query }),
        csv: (query: ReportQuery) => addressOf('getNumberReport', { params, query }),
      }
    }
    if (!ofAll) return undefined
    if (organizationId) {
      const params = { siteId, organizationId }
      return {
        ofAll,
        read: (query: ReportQuery) => api.getOrganizationReport({ params, query }),
        csv: (query: ReportQuery) => addressOf('getOrganizationReport', { params, query }),
      }
    }
    const params = { siteId }
    return {
      ofAll,
      read: (query: ReportQuery) => api.getSiteReport({ params, query }),
      csv: (query: ReportQuery) => addressOf('getSiteReport', { params, query }),
    }
  }
}
