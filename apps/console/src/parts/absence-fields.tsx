/** That a person is away, and until when, as reception reads it (C8). */
import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { MomentField } from './dates.tsx'
import form from './form.module.css'

/** As it is typed: `until` is local time of this browser, `YYYY-MM-DDTHH:MM`; empty: until it is taken back. */
export interface TypedAbsence {
  readonly note: string
  readonly until: string
}

type Absence = { readonly note: string; readonly until: string | null } | null

export const typedAbsence = (absence: Absence): TypedAbsence => ({
  note: absence?.note ?? '',
  until: absence?.until ? localTime(new Date(absence.until)) : '',
})

const localTime = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

/** null: not away. */
export function givenAbsence({ note, until }: TypedAbsence): Absence {
  if (note.trim() === '') return null
  return { note: note.trim(), until: until === '' ? null : new Date(until).toISOString() }
}

interface Props {
  readonly absence: TypedAbsence
  readonly onAbsence: (absence: TypedAbsence) => void
}

export function AbsenceFields({ absence, onAbsence }: Props) {
  const { t } = useLingui()
  return (
    <div className={form.pair}>
      <TextInput
        label={t`Away`}
        placeholder={t`Such as “Court”`}
        data-longest={60}
        value={absence.note}
        onChange={(event) => onAbsence({ ...absence, note: event.currentTarget.value })}
      />
      <MomentField
        label={t`Away until`}
        zone={Intl.DateTimeFormat().resolvedOptions().timeZone}
        value={absence.until}
        disabled={absence.note.trim() === ''}
        onChange={(until) => onAbsence({ ...absence, until })}
      />
    </div>
  )
}
