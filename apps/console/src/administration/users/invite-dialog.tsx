/** Invites somebody by e-mail; where this server sends no mail, the link is shown to be handed over. */
import { Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../../api/client.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { NameField } from '../../parts/name-field.tsx'
import { type Role, useMe } from '../../session.ts'
import { type Where, whereOf } from '../where.ts'
import { WhereField } from '../where-field.tsx'
import { LinkOnce } from './link-once.tsx'
import { RoleField, sameReach } from './role-field.tsx'
import type { UsersScope } from './user.ts'

export function InviteDialog({ organization, onClose }: UsersScope & { onClose: () => void }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const roles: readonly Role[] = organization ? sameReach('occupier-admin') : me.may.grant
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>(roles.includes('occupier-user') ? 'occupier-user' : 'operator-user')
  const [where, setWhere] = useState<Where>({
    operatorId: organization?.operatorId ?? me.active.operatorId,
    organizationId: organization?.id ?? me.active.organizationId,
    siteIds: [],
  })
  const [issued, setIssued] = useState<AnswerOf<'inviteUser'>>()
  const invite = useMutation({
    mutationFn: () =>
      api.inviteUser({ body: { name: name.trim(), email: email.trim(), role, ...whereOf(role, where) } }),
    onSuccess: (invitation) => {
      void client.invalidateQueries({ queryKey: ['invitations'] })
      if (invitation.link) return setIssued(invitation)
      notifications.show({ message: t`The invitation of ${invitation.name} is on its way.` })
      onClose()
    },
  })
  if (issued?.link) return <LinkOnce invitation={issued} link={issued.link} onClose={onClose} />
  return (
    <FormDialog
      title={organization ? t`Invite somebody to ${organization.name}` : t`Invite somebody`}
      verb={<Trans>Invite</Trans>}
      sending={invite.isPending}
      error={invite.error}
      note={<Trans>The link works once, for seven days.</Trans>}
      onSend={() => invite.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} />
      <TextInput
        label={t`E-mail`}
        type="email"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <RoleField roles={roles} value={role} onChange={setRole} />
      <WhereField role={role} value={where} fixed={organization !== undefined} onChange={setWhere} />
    </FormDialog>
  )
}
