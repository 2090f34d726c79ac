/** The name of what a form makes or changes: its first field. */
import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'

interface Props {
  /** Where it is not "Name". */
  readonly label?: string
  readonly description?: string
  readonly error?: string | undefined
  readonly value: string
  readonly onChange: (name: string) => void
}

export function NameField({ label, description, error, value, onChange }: Props) {
  const { t } = useLingui()
  return (
    <TextInput
      label={label ?? t`Name`}
      description={description}
      error={error}
      data-autofocus
      required
      withAsterisk={false}
      data-longest={120}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
