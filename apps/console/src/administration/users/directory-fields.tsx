/** What receptionists read of a person beside the name (C8): what it is there, and that it is away. */
import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { AbsenceFields, type TypedAbsence } from '../../parts/absence-fields.tsx'

interface Props {
  readonly title: string
  readonly onTitle: (title: string) => void
  readonly absence: TypedAbsence
  readonly onAbsence: (absence: TypedAbsence) => void
}

export function DirectoryFields({ title, onTitle, absence, onAbsence }: Props) {
  const { t } = useLingui()
  return (
    <>
      <TextInput
        label={t`Title`}
        description={t`Such as “Partner”. Reception reads it beside the name.`}
        data-longest={60}
        value={title}
        onChange={(event) => onTitle(event.currentTarget.value)}
      />
      <AbsenceFields absence={absence} onAbsence={onAbsence} />
    </>
  )
}
