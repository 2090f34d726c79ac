/** Chooses a role among those that the person may give, and says what it does. */
import { useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { type Role, useMe } from '../../session.ts'
import { useRoleNotes, useRoleWords } from '../role-words.ts'

const reaches: readonly (readonly Role[])[] = [
  ['provider-admin'],
  ['operator-admin', 'operator-user', 'receptionist'],
  ['occupier-admin', 'occupier-user'],
]

/** The roles that somebody of this role may change to: an occupier does not become an operator. */
export const sameReach = (role: Role): readonly Role[] => reaches.find((reach) => reach.includes(role)) ?? []

interface Props<R extends Role> {
  readonly roles: readonly R[]
  readonly value: R
  readonly onChange: (role: R) => void
}

export function RoleField<R extends Role>({ roles, value, onChange }: Props<R>) {
  const { t } = useLingui()
  const me = useMe()
  const words = useRoleWords()
  const notes = useRoleNotes()
  return (
    <Select
      label={t`Role`}
      description={notes[value]}
      allowDeselect={false}
      data={roles
        .filter((role) => me.may.grant.includes(role))
        .map((role) => ({ value: role, label: words[role] }))}
      value={value}
      onChange={(role) => role && onChange(role as R)}
    />
  )
}
