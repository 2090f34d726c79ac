/** Role and sites of a user (N12): a role of the same reach only; and what receptionists read of the person (C8). */
import { Trans, useLingui } from '@lingui/react/macro'
import { MultiSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiRefusal, api } from '../../api/client.ts'
import { givenAbsence, typedAbsence } from '../../parts/absence-fields.tsx'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useMe } from '../../session.ts'
import { StaleNote } from '../../telephony/stale-note.tsx'
import { useSites } from '../use-sites.ts'
import { DirectoryFields } from './directory-fields.tsx'
import { RoleField, sameReach } from './role-field.tsx'
import type { User } from './user.ts'

export function UserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  /** null: every site; whoever is limited to some gives no more than those. */
  const own = useMe().active.siteIds
  const [role, setRole] = useState(user.role)
  const [siteIds, setSiteIds] = useState<readonly string[]>(user.siteIds ?? [])
  const [title, setTitle] = useState(user.title ?? '')
  const [absence, setAbsence] = useState(typedAbsence(user.absence))
  const [version, setVersion] = useState(user.version)
  const sites = useSites(user.operatorId ?? undefined)
  const save = useMutation({
    mutationFn: (of: number) =>
      api.updateUser({
        params: { membershipId: user.membershipId },
        body: {
          version: of,
          role,
          siteIds: siteIds.length > 0 ? [...siteIds] : own,
          title: title.trim() || null,
          absence: givenAbsence(absence),
        },
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  })
  const stale =
    save.error instanceof ApiRefusal && save.error.code === 'stale-version' ? save.error : undefined
  return (
    <FormDialog
      title={user.name}
      verb={<Trans>Save</Trans>}
      sending={save.isPending}
      error={stale ? null : save.error}
      note={<Trans>Holds from the next click of the user.</Trans>}
      onSend={() => save.mutate(version)}
      onClose={onClose}
    >
      {/* In full: the list has no room for a long one. */}
      <p className="quiet">{user.email}</p>
      <RoleField roles={sameReach(user.role)} value={role} onChange={setRole} />
      {role !== 'provider-admin' && sites.length > 1 && (
        <MultiSelect
          label={t`Sites`}
          placeholder={siteIds.length > 0 ? '' : own ? t`Your sites` : t`All sites`}
          description={
            own ? t`None chosen: those that are yours.` : t`None chosen: all sites, also later ones.`
          }
          searchable
          data={sites.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...siteIds]}
          onChange={setSiteIds}
        />
      )}
      {role !== 'provider-admin' && (
        <DirectoryFields title={title} onTitle={setTitle} absence={absence} onAbsence={setAbsence} />
      )}
      {stale && (
        <StaleNote<User>
          error={stale}
          who={() => null}
          onMine={(theirs) => {
            setVersion(theirs.version)
            save.mutate(theirs.version)
          }}
          onTheirs={(theirs) => {
            setVersion(theirs.version)
            setRole(theirs.role)
            setSiteIds(theirs.siteIds ?? [])
            setTitle(theirs.title ?? '')
            setAbsence(typedAbsence(theirs.absence))
            save.reset()
          }}
        />
      )}
    </FormDialog>
  )
}
