/** Devices of a site: every phone with its company and whether it is registered now. */

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconDeviceLandlinePhone, IconSearch, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { type AnswerOf, addressOf, api } from '../../api/client.ts'
import { useRefreshOn } from '../../api/live.tsx'
import { Registered } from '../../devices/registered.tsx'
import { CsvButton } from '../../parts/csv-button.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import form from '../../parts/form.module.css'
import { KeyHint } from '../../parts/key-hint.tsx'
import { Empty, Failed, SkeletonRows } from '../../parts/states.tsx'
import { clockTime } from '../../parts/time.ts'
import { may, useMe } from '../../session.ts'
import { ImportPanel } from '../import/import-panel.tsx'
import { type Site, useSite } from '../site-layout.tsx'
import { type SiteOrganization, useSiteOrganizations } from '../site-organizations.ts'
import classes from './devices.module.css'

/** What the list keeps in its address. */
export interface DevicesSearch {
  search?: string
  registered?: 'yes' | 'no'
  /** The import panel is open. */
  import?: 'open'
}

type Device = AnswerOf<'listDevices'>['items'][number]

export function SiteDevices() {
  const { t } = useLingui()
  const site = useSite()
  const search: DevicesSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = (changed: { [K in keyof DevicesSearch]?: DevicesSearch[K] | undefined }) =>
    void navigate({ to: '.', search: (old: object) => ({ ...old, ...changed }), replace: true } as never)
  const me = useMe()
  const importing = search.import === 'open' && may(me, 'create-import')
  const organizations = useSiteOrganizations(site.id)
  const queryKey = ['devices', 'site', site.id]
  const devices = useQuery({ queryKey, queryFn: () => devicesOf(site.id) })
  useRefreshOn(['device'], queryKey)
  const columns = useColumns(site, organizations.byId)
  const wanted = useDeferredValue(search.search?.trim().toLowerCase() ?? '')
  const all = devices.data ?? []
  const registered = all.filter((device) => device.registered).length
  const rows = all.filter(
    (device) =>
      (search.registered === undefined || device.registered === (search.registered === 'yes')) &&
      (wanted === '' || words(device, organizations.byId).includes(wanted)),
  )
  const count = (value: number) => <span className="figures quiet">{devices.data ? value : ''}</span>
  return (
    <>
      <div className={form.tools}>
        <SegmentedControl
          aria-label={t`Registration`}
          value={search.registered ?? 'all'}
          onChange={(value) => change({ registered: value === 'all' ? undefined : (value as 'yes' | 'no') })}
          data={[
            {
              value: 'all',
              label: (
                <>
                  {t`All`} {count(all.length)}
                </>
              ),
            },
            {
              value: 'yes',
              label: (
                <>
                  {t`Registered`} {count(registered)}
                </>
              ),
            },
            {
              value: 'no',
              label: (
                <>
                  {t`Not registered`} {count(all.length - registered)}
                </>
              ),
            },
          ]}
        />
        <TextInput
          data-filter
          className={classes.search}
          aria-label={t`Device, login or company`}
          placeholder={t`Device, login or company`}
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={<KeyHint>/</KeyHint>}
          value={search.search ?? ''}
          onChange={({ currentTarget }) => change({ search: currentTarget.value || undefined })}
        />
        <CsvButton href={addressOf('exportDevices', { query: { siteId: site.id } })} />
        {may(me, 'create-import') && (
          <Button
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            aria-expanded={importing}
            onClick={() => change({ import: importing ? undefined : 'open' })}
          >
            <Trans>Import CSV</Trans>
          </Button>
        )}
      </div>
      <div className={classes.two} data-with-panel={importing || undefined}>
        <div className="card">
          {devices.error ? (
            <Failed
              what={t`The devices could not be loaded.`}
              error={devices.error}
              retry={() => devices.refetch()}
            />
          ) : devices.isPending ? (
            <SkeletonRows rows={12} />
          ) : rows.length > 0 ? (
            <DataTable label={t`Devices`} rows={rows} columns={columns} rowKey={({ id }) => id} />
          ) : all.length > 0 ? (
            <Empty
              title={t`No devices match.`}
              action={
                <Button
                  variant="default"
                  onClick={() => change({ search: undefined, registered: undefined })}
                >
                  <Trans>Clear filter</Trans>
                </Button>
              }
            />
          ) : (
            <Empty
              icon={<IconDeviceLandlinePhone size={24} stroke={1.5} />}
              title={t`No devices at this site yet.`}
            >
              <Trans>Phones and softphones are given to the phone numbers of a company, on its page.</Trans>
            </Empty>
          )}
        </div>
        {importing && (
          <ImportPanel site={site} kinds={['devices']} onClose={() => change({ import: undefined })} />
        )}
      </div>
    </>
  )
}

async function devicesOf(siteId: string): Promise<readonly Device[]> {
  const found: Device[] = []
  for (let after: string | undefined; ; ) {
    const page = await api.listDevices({ query: { siteId, limit: 1000, after } })
    found.push(...page.items)
    if (!page.next) return found
    after = page.next
  }
}

type Organizations = ReadonlyMap<string, SiteOrganization>

const words = (
  { name, username, organizationId, registrations }: Device,
  organizations: Organizations,
): string =>
  [
    name,
    username,
    organizations.get(organizationId)?.name,
    ...registrations.map(({ userAgent }) => userAgent),
  ]
    .join(' ')
    .toLowerCase()

function useColumns(site: Site, organizations: Organizations): readonly Column<Device>[] {
  const { t, i18n } = useLingui()
  return [
    {
      id: 'name',
      header: t`Device`,
      width: 'minmax(140px, 1fr)',
      cell: ({ name }) => <strong className={classes.name}>{name}</strong>,
    },
    {
      id: 'registered',
      header: t`Registration`,
      width: '150px',
      cell: ({ registered, unregisteredSince }) => (
        <Registered registered={registered} since={unregisteredSince} />
      ),
    },
    {
      id: 'company',
      header: t`Company`,
      width: 'minmax(130px, 1fr)',
      from: 520,
      cell: ({ organizationId }) =>
        organizations.get(organizationId)?.name ?? <span className="quiet">…</span>,
    },
    {
      id: 'login',
      header: t`Login`,
      width: '150px',
      figures: true,
      from: 700,
      cell: ({ username }) => username,
    },
    {
      id: 'software',
      header: t`Software`,
      width: 'minmax(110px, 0.8fr)',
      from: 900,
      cell: ({ registrations: [first] }) => first?.userAgent ?? <span className="quiet">–</span>,
    },
    {
      id: 'from',
      header: t`From`,
      width: '180px',
      figures: true,
      from: 1060,
      cell: ({ registrations: [first] }) =>
        first ? `${first.transport} ${first.source}` : <span className="quiet">–</span>,
    },
    {
      id: 'until',
      header: t`Until`,
      width: '72px',
      figures: true,
      from: 1180,
      cell: ({ registrations: [first] }) =>
        first ? clockTime(first.expiresAt, site.timeZone, i18n.locale) : <span className="quiet">–</span>,
    },
  ]
}
