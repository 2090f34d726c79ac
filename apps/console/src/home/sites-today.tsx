/** Today's calls of each site, in the site's own day; the way to its report. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Site, useSites } from '../administration/use-sites.ts'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { localDay } from '../parts/time.ts'
import classes from './home-page.module.css'

const kinds = ['calls', 'answered', 'voicemail', 'abandoned'] as const

export function SitesToday() {
  const { t } = useLingui()
  const sites = useSites()
  const words = {
    calls: t`Calls`,
    answered: t`Answered`,
    voicemail: t`Voicemail left`,
    abandoned: t`Caller left`,
  }
  if (sites.length === 0) return null
  const columns: readonly Column<Site>[] = [
    {
      id: 'site',
      header: t`Site`,
      width: 'minmax(120px, 1.6fr)',
      cell: ({ id, name }) => (
        <Link to="/reports" search={{ site: id }}>
          {name}
        </Link>
      ),
    },
    ...kinds.map((kind, index) => ({
      id: kind,
      header: words[kind],
      width: 'minmax(64px, 1fr)',
      figures: true,
      end: true,
      from: index < 2 ? 0 : 480,
      cell: (site: Site) => <Figure site={site} kind={kind} />,
    })),
  ]
  return (
    <section className="card" aria-labelledby="today">
      <h2 id="today" className={classes.title}>
        <Trans>Today</Trans>
      </h2>
      <DataTable label={t`Today`} rows={sites} columns={columns} rowKey={({ id }) => id} height="300px" />
    </section>
  )
}

/** One report a site, whichever of its figures asks first; only for the rows on the screen. */
function Figure({ site, kind }: { site: Site; kind: (typeof kinds)[number] }) {
  const { i18n } = useLingui()
  const day = localDay(Date.now(), site.timeZone)
  const { data } = useQuery({
    queryKey: ['report', site.id, 'today', day],
    queryFn: () => api.getSiteReport({ params: { siteId: site.id }, query: { from: day, to: day } }),
    staleTime: 15_000,
  })
  useRefreshOn(kind === 'calls' ? ['call.ended'] : [], ['report', site.id, 'today'])
  if (!data) return <span className="quiet">…</span>
  return data.total[kind].toLocaleString(i18n.locale)
}
