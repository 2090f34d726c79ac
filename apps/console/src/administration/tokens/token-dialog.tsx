/** Makes a token: its role and scope do not go beyond those of whoever makes it. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../../api/client.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { NameField } from '../../parts/name-field.tsx'
import { type Role, useMe } from '../../session.ts'
import { RoleField } from '../users/role-field.tsx'
import { type Where, whereOf } from '../where.ts'
import { WhereField } from '../where-field.tsx'

type TokenRole = Exclude<Role, 'occupier-user'>

const tokenRoles: readonly TokenRole[] = [
  'provider-admin',
  'operator-admin',
  'operator-user',
  'receptionist',
  'occupier-admin',
]

const DAY_MS = 86_400_000

interface Props {
  readonly onMade: (made: AnswerOf<'createApiToken'>) => void
  readonly onClose: () => void
}

export function TokenDialog({ onMade, onClose }: Props) {
  const { t } = useLingui()
  const me = useMe()
  const [name, setName] = useState('')
  const [role, setRole] = useState<TokenRole>(
    tokenRoles.findLast((each) => me.may.grant.includes(each)) ?? 'occupier-admin',
  )
  const [where, setWhere] = useState<Where>({
    operatorId: me.active.operatorId,
    organizationId: me.active.organizationId,
    siteIds: [],
  })
  const [days, setDays] = useState('365')
  const make = useMutation({
    mutationFn: () =>
      api.createApiToken({
        body: {
          name: name.trim(),
          role,
          ...whereOf(role, where),
          expiresAt: days === 'never' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
        },
      }),
    onSuccess: onMade,
  })
  return (
    <FormDialog
      title={t`Make a token`}
      verb={<Trans>Make token</Trans>}
      sending={make.isPending}
      error={make.error}
      onSend={() => make.mutate()}
      onClose={onClose}
    >
      <NameField
        description={t`The program: its changes are put down to this name.`}
        value={name}
        onChange={setName}
      />
      <RoleField roles={tokenRoles} value={role} onChange={setRole} />
      <WhereField role={role} value={where} onChange={setWhere} />
      <Select
        label={t`Ends`}
        allowDeselect={false}
        data={[
          { value: '30', label: t`In 30 days` },
          { value: '90', label: t`In 90 days` },
          { value: '365', label: t`In a year` },
          { value: 'never', label: t`Never` },
        ]}
        value={days}
        onChange={(value) => value && setDays(value)}
      />
    </FormDialog>
  )
}
