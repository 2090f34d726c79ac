/** Operators: the landlords of the platform. A new one begins with its first site. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconBuilding, IconBuildingPlus, IconPhone, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import type { Column } from '../../parts/data-table.tsx'
import form from '../../parts/form.module.css'
import { Listed } from '../../parts/listed.tsx'
import { RowActions } from '../../parts/row-actions.tsx'
import { Empty } from '../../parts/states.tsx'
import { fullDate, localZone } from '../../parts/time.ts'
import { useAddress } from '../../parts/use-address.ts'
import { OpenSite } from '../../spaces/open-site.tsx'
import { everyOrganization, type Organization } from '../use-organizations.ts'
import { useSites } from '../use-sites.ts'

/** What the list keeps in its address. */
export interface OperatorsSearch {
  dialog?: 'open' | 'remove'
  /** Of the site that is opened, or the one that is removed. */
  operator?: string
}

export function OperatorsPage() {
  const { t } = useLingui()
  const [{ dialog, operator }, change] = useAddress<OperatorsSearch>()
  const organizations = useQuery(everyOrganization)
  const operators = organizations.data?.filter(({ kind }) => kind === 'operator') ?? []
  const open = ({ id }: Organization) => change({ dialog: 'open', operator: id })
  const remove = ({ id }: Organization) => change({ dialog: 'remove', operator: id })
  const columns = useColumns(organizations.data ?? [], { open, remove })
  const close = () => change({ dialog: undefined, operator: undefined })
  const opened = operators.find(({ id }) => id === operator)
  return (
    <>
      <div className={form.tools}>
        <p className="middle">
          <Trans>Each operator sees its own sites, companies and people, and nothing of the others.</Trans>
        </p>
        <Button
          className={form.end}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => change({ dialog: 'open', operator: 'new' })}
        >
          <Trans>Add an operator</Trans>
        </Button>
      </div>
      <Listed
        list={organizations}
        label={t`Operators`}
        failed={t`The operators could not be loaded.`}
        rows={operators}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          <Empty icon={<IconBuilding size={24} stroke={1.5} />} title={t`No operators yet.`}>
            <Trans>An operator is a landlord: it has sites, and companies at them.</Trans>
          </Empty>
        }
      />
      {dialog === 'open' && <OpenSite operatorId={operator} onClose={close} />}
      {dialog === 'remove' && opened && <RemoveOperator operator={opened} onClose={close} />}
    </>
  )
}

function RemoveOperator({ operator, onClose }: { operator: Organization; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { id, name, version } = operator
  return (
    <Confirm
      title={t`Remove the operator ${name}?`}
      act={t`Remove`}
      onClose={onClose}
      onAct={() =>
        api
          .deleteOperator({ params: { organizationId: id }, query: { version } })
          .finally(() => client.invalidateQueries({ queryKey: ['organizations'] }))
      }
    >
      <Trans>
        For an operator that was added by mistake. It can be removed while it has no sites, companies or
        people, and nothing is on record of it.
      </Trans>
    </Confirm>
  )
}

interface Acts {
  readonly open: (operator: Organization) => void
  readonly remove: (operator: Organization) => void
}

function useColumns(
  organizations: readonly Organization[],
  { open, remove }: Acts,
): readonly Column<Organization>[] {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const sites = useSites()
  const count = useMemo(() => {
    const of = new Map<string, { sites: number; occupiers: number }>()
    const at = (id: string) => {
      const found = of.get(id) ?? { sites: 0, occupiers: 0 }
      of.set(id, found)
      return found
    }
    for (const { operatorId } of sites) at(operatorId).sites += 1
    for (const { operatorId, kind, decommissionedAt } of organizations) {
      if (kind === 'occupier' && decommissionedAt === null) at(operatorId).occupiers += 1
    }
    return of
  }, [sites, organizations])
  return [
    {
      id: 'name',
      header: t`Operator`,
      width: 'minmax(150px, 1.4fr)',
      cell: ({ name }) => <strong>{name}</strong>,
    },
    {
      id: 'sites',
      header: t`Sites`,
      width: '100px',
      figures: true,
      cell: ({ id }) => <Plural value={count.get(id)?.sites ?? 0} one="# site" other="# sites" />,
    },
    {
      id: 'occupiers',
      header: t`Occupiers`,
      width: '130px',
      figures: true,
      from: 560,
      cell: ({ id }) => <Plural value={count.get(id)?.occupiers ?? 0} one="# occupier" other="# occupiers" />,
    },
    {
      id: 'since',
      header: t`Since`,
      width: '130px',
      figures: true,
      from: 700,
      cell: ({ createdAt }) => fullDate(createdAt, localZone, i18n.locale),
    },
    {
      id: 'actions',
      header: <span className="unseen">{t`Actions`}</span>,
      width: 'minmax(40px, 380px)',
      end: true,
      cell: (operator) => (
        <RowActions
          name={operator.name}
          actions={[
            {
              label: t`Telephony`,
              icon: <IconPhone size={15} aria-hidden />,
              onClick: () =>
                void navigate({
                  to: '/occupiers/$organizationId/telephony',
                  params: { organizationId: operator.id },
                }),
            },
            {
              label: t`Open a site`,
              icon: <IconBuildingPlus size={15} aria-hidden />,
              onClick: () => open(operator),
            },
            {
              label: t`Remove`,
              icon: <IconTrash size={15} aria-hidden />,
              onClick: () => remove(operator),
            },
          ]}
        />
      ),
    },
  ]
}
