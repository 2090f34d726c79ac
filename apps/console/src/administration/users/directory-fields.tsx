/** What receptionists read of a person beside the name (C8): what it is there, and that it is away. */
import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import form from '../../parts/form.module.css'
import type { User } from './users.tsx'

/** As it is typed: `until` is local time of this browser, `YYYY-MM-DDTHH:MM`; empty: until it is taken back. */
interface Absence {
  readonly note: string
  readonly until: string
}

export const absenceOf = ({ absence }: User): Absence => ({
  note: absence?.note ?? '',
  until: absence?.until ? localTime(new Date(absence.until)) : '',
})

const localTime = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

/** null: not away. */
export function givenAbsence({ note, until }: Absence): { note: string; until: string | null } | null {
  if (note.trim() === '') return null
  return { note: note.trim(), until: until === '' ? null : new Date(until).toISOString() }
}

interface Props {
  readonly title: string
  readonly onTitle: (title: string) => void
  readonly absence: Absence
  readonly onAbsence: (absence: Absence) => void
}

export function DirectoryFields({ title, onTitle, absence, onAbsence }: Props) {
  const { t } = useLingui()
  return (
    <>
      <TextInput
        label={t`Title`}
        description={t`Such as “Partner”. Reception reads it beside the name.`}
        maxLength={60}
        value={title}
        onChange={(event) => onTitle(event.currentTarget.value)}
      />
      <div className={form.pair}>
        <TextInput
          label={t`Away`}
          placeholder={t`Such as “Court”`}
          maxLength={60}
          value={absence.note}
          onChange={(event) => onAbsence({ ...absence, note: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t`Away until`}
          value={absence.until}
          disabled={absence.note.trim() === ''}
          onChange={(event) => onAbsence({ ...absence, until: event.currentTarget.value })}
        />
      </div>
    </>
  )
}
