/** The present password, asked for before anything about the sign-in changes. */
import { useLingui } from '@lingui/react/macro'
import { PasswordInput, type PasswordInputProps } from '@mantine/core'

interface Props extends Omit<PasswordInputProps, 'onChange' | 'value'> {
  readonly value: string
  readonly onChange: (password: string) => void
}

export function PasswordField({ value, onChange, ...more }: Props) {
  const { t } = useLingui()
  return (
    <PasswordInput
      label={t`Present password`}
      autoComplete="current-password"
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
      {...more}
    />
  )
}
