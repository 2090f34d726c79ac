/** Voice services of a site (N9): how many each company has and uses; changed here, refused with what uses them. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPhoneCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type AnswerOf, api } from '../../api/client.ts'
import { useRefreshOn } from '../../api/live.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { Empty, Failed, SkeletonRows } from '../../parts/states.tsx'
import { may, useMe } from '../../session.ts'
import { type Site, useSite } from '../site-layout.tsx'
import { type SiteOrganization, useSiteOrganizations } from '../site-organizations.ts'
import spaces from '../spaces.module.css'
import { QuantityDialog } from './quantity-dialog.tsx'
import classes from './services.module.css'

export type VoiceService = AnswerOf<'listVoiceServices'>['items'][number]

/** A company at the site with its voice service, if it has one. */
export interface ServiceRow {
  readonly organization: SiteOrganization
  readonly service: VoiceService | undefined
}

export function SiteServices() {
  const { t } = useLingui()
  const site = useSite()
  const me = useMe()
  const organizations = useSiteOrganizations(site.id)
  const queryKey = ['voice-services', site.id]
  const services = useQuery({ queryKey, queryFn: () => servicesOf(site.id) })
  useRefreshOn(['number'], queryKey)
  const [edited, setEdited] = useState<ServiceRow>()
  const columns = useColumns(site, may(me, 'set-voice-service') ? setEdited : undefined)
  if (services.error)
    return (
      <Failed
        what={t`The voice services could not be loaded.`}
        error={services.error}
        retry={() => services.refetch()}
      />
    )
  if (services.isPending || !organizations.known)
    return (
      <div className="card">
        <SkeletonRows rows={10} />
      </div>
    )
  const byOwner = new Map(services.data.map((service) => [service.organizationId, service]))
  const rows = organizations.all.map((organization) => ({
    organization,
    service: byOwner.get(organization.id),
  }))
  const quantity = services.data.reduce((sum, service) => sum + service.quantity, 0)
  const used = services.data.reduce((sum, service) => sum + service.used, 0)
  return (
    <>
      <p className={classes.sentence}>
        <Trans>
          <strong className="figures">{used}</strong> of <strong className="figures">{quantity}</strong> voice
          services are in use. Each lets one number be active.
        </Trans>
      </p>
      <div className="card">
        {rows.length === 0 ? (
          <Empty icon={<IconPhoneCheck size={24} stroke={1.5} />} title={t`No companies at this site yet.`}>
            <Trans>Companies are added under Occupiers and located at sites there.</Trans>
          </Empty>
        ) : (
          <DataTable
            label={t`Voice services`}
            rows={rows}
            columns={columns}
            rowKey={({ organization }) => organization.id}
          />
        )}
      </div>
      {edited && <QuantityDialog site={site} row={edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}

async function servicesOf(siteId: string): Promise<readonly VoiceService[]> {
  const found: VoiceService[] = []
  for (let after: string | undefined; ; ) {
    const page = await api.listVoiceServices({ query: { siteId, limit: 1000, after } })
    found.push(...page.items)
    if (!page.next) return found
    after = page.next
  }
}

function useColumns(
  site: Site,
  onEdit: ((row: ServiceRow) => void) | undefined,
): readonly Column<ServiceRow>[] {
  const { t } = useLingui()
  return [
    {
      id: 'company',
      header: t`Company`,
      width: 'minmax(110px, 1fr)',
      cell: ({ organization: { id, kind, name } }) => (
        <Link
          to={(kind === 'operator' ? '/account' : `/occupiers/${id}/telephony`) as never}
          search={{ site: site.id } as never}
        >
          {name}
        </Link>
      ),
    },
    {
      id: 'use',
      header: t`In use`,
      width: 'minmax(90px, 280px)',
      cell: ({ service }) =>
        service ? (
          <span className={spaces.use}>
            <span className={spaces.bar} aria-hidden>
              <i style={{ flexGrow: service.used }} />
              <span style={{ flexGrow: Math.max(service.quantity - service.used, 0) }} />
            </span>
            <span className="figures">
              <Trans>
                {service.used} of {service.quantity}
              </Trans>
            </span>
          </span>
        ) : (
          <span className="quiet">
            <Trans>No voice service</Trans>
          </span>
        ),
    },
    ...(onEdit
      ? [
          {
            id: 'actions',
            header: <span className="unseen">{t`Actions`}</span>,
            width: '84px',
            end: true,
            cell: (row: ServiceRow) => (
              <span data-row-actions>
                <Button variant="subtle" size="compact-sm" onClick={() => onEdit(row)}>
                  {row.service ? <Trans>Change</Trans> : <Trans>Add</Trans>}
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ]
}
