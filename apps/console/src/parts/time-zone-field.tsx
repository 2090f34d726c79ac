/** A time zone, found by city, by country or by what people call their time; the clock of each shows whether it is the one. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { chooseMarked } from './choose-marked.ts'
import { clockTime } from './time.ts'
import classes from './time-zone-field.module.css'
import { zoneInWords, zoneMatches, zonesOffered } from './time-zones.ts'
import { useMinute } from './use-minute.ts'

interface Props {
  readonly label: string
  readonly description?: ReactNode
  /** IANA; empty: none is chosen yet. */
  readonly value: string
  readonly onChange: (zone: string) => void
  readonly error?: ReactNode
  readonly disabled?: boolean
}

export function TimeZoneField({ label, description, value, onChange, error, disabled }: Props) {
  const { t, i18n } = useLingui()
  const zones = useMemo(() => zonesOffered(value), [value])
  const now = useMinute()
  return (
    <Select
      label={label}
      description={
        (description || value !== '') && (
          <>
            {description}{' '}
            {value !== '' && (
              <Trans>
                It is <span className="figures">{clockTime(now, value, i18n.locale)}</span> there now.
              </Trans>
            )}
          </>
        )
      }
      required
      withAsterisk={false}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      onKeyDown={chooseMarked}
      disabled={disabled}
      error={error}
      data={zones}
      value={value === '' ? null : value}
      onChange={(zone) => zone !== null && onChange(zone)}
      nothingFoundMessage={t`No time zone is called that. Try a large city in the same zone.`}
      filter={({ options, search }) =>
        search.trim() === ''
          ? options
          : options.filter(
              (option) =>
                'value' in option &&
                zoneMatches(option.value, zoneInWords(option.value, i18n.locale), search),
            )
      }
      renderOption={({ option }) => (
        <span className={classes.zone}>
          <span className={classes.name}>{option.value}</span>
          <span className="figures">{clockTime(now, option.value, i18n.locale)}</span>
          <span className={`meta ${classes.words}`}>{zoneInWords(option.value, i18n.locale)}</span>
        </span>
      )}
    />
  )
}
