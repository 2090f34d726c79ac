/** Credentials that the carrier answers our challenge with; the password is never given back. */
import { useLingui } from '@lingui/react/macro'
import { PasswordInput, Switch, TextInput } from '@mantine/core'
import form from '../../parts/form.module.css'
import type { TrunkFields } from './use-trunk-form.ts'

interface Props {
  readonly fields: TrunkFields
  readonly set: (change: Partial<TrunkFields>) => void
  /** Whether credentials are stored already. */
  readonly stored: boolean
}

export function DigestFields({ fields, set, stored }: Props) {
  const { t } = useLingui()
  return (
    <>
      <Switch
        label={t`Also known by user name and password`}
        checked={fields.digest}
        onChange={(event) => set({ digest: event.currentTarget.checked })}
      />
      {fields.digest && (
        <>
          <div className={form.pair}>
            <TextInput
              label={t`User name`}
              required
              withAsterisk={false}
              autoComplete="off"
              value={fields.username}
              onChange={(event) => set({ username: event.currentTarget.value })}
            />
            <TextInput
              label={t`Realm`}
              required
              withAsterisk={false}
              value={fields.realm}
              onChange={(event) => set({ realm: event.currentTarget.value })}
            />
          </div>
          <PasswordInput
            label={t`Password`}
            description={stored ? t`Left empty, user name, realm and password stay as they are.` : undefined}
            required={!stored}
            withAsterisk={false}
            autoComplete="new-password"
            value={fields.password}
            onChange={(event) => set({ password: event.currentTarget.value })}
            visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
          />
        </>
      )}
    </>
  )
}
