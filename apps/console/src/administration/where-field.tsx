/** Where a role acts: the operator, the company, the sites. Only what the role takes and the person may choose is asked. */
import { useLingui } from '@lingui/react/macro'
import { MultiSelect, Select } from '@mantine/core'
import { type Role, useMe } from '../session.ts'
import { useOrganizations } from './use-organizations.ts'
import { useSites } from './use-sites.ts'
import { ofOccupiers, type Where } from './where.ts'

interface Props {
  readonly role: Role
  readonly value: Where
  /** The company is given: it is not asked. */
  readonly fixed?: boolean
  readonly onChange: (value: Where) => void
}

export function WhereField({ role, value, fixed, onChange }: Props) {
  const { t } = useLingui()
  const me = useMe()
  const { all } = useOrganizations()
  const sites = useSites(value.operatorId ?? undefined)
  // Whoever is limited to some sites gives no more than those.
  const isLimited = me.active.siteIds !== null
  if (role === 'provider-admin') return null
  const choice = (kind: 'operator' | 'occupier') =>
    all
      .filter((one) => one.kind === kind && one.decommissionedAt === null)
      .filter((one) => kind === 'operator' || !value.operatorId || one.operatorId === value.operatorId)
      .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      {me.active.operatorId === null && !fixed && (
        <Select
          label={t`Operator`}
          required
          withAsterisk={false}
          searchable
          data={choice('operator')}
          value={value.operatorId}
          onChange={(operatorId) => onChange({ operatorId, organizationId: null, siteIds: [] })}
        />
      )}
      {ofOccupiers(role) && me.active.organizationId === null && !fixed && (
        <Select
          label={t`Company`}
          required
          withAsterisk={false}
          searchable
          data={choice('occupier')}
          value={value.organizationId}
          onChange={(organizationId) => onChange({ ...value, organizationId })}
        />
      )}
      {sites.length > 1 && (
        <MultiSelect
          label={t`Sites`}
          placeholder={value.siteIds.length > 0 ? '' : isLimited ? t`Your sites` : t`All sites`}
          description={
            isLimited ? t`None chosen: those that are yours.` : t`None chosen: all sites, also later ones.`
          }
          searchable
          data={sites.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...value.siteIds]}
          onChange={(siteIds) => onChange({ ...value, siteIds })}
        />
      )}
    </>
  )
}
