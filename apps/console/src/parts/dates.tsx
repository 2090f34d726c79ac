/** A day, or a day and a time, typed or chosen: in the language of the console, 24 hours, weeks from Monday. */
import { useLingui } from '@lingui/react/macro'
import { Input } from '@mantine/core'
import { DateInput, TimePicker } from '@mantine/dates'
import dayjs from 'dayjs'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/de'
import { type FocusEvent, type FormEvent, useEffect, useId, useRef, useState } from 'react'
import classes from './dates.module.css'
import { sayFaultOf } from './field-faults.tsx'
import { clockChange, instantOfLocal, localOfInstant } from './local-time.ts'
import { localDay, localZone } from './time.ts'
import { readDay } from './typed-day.ts'

/** What every field and picker of dates is given, so that it speaks the language of the console. */
export function useDateWords(): { readonly locale: string; readonly day: string; readonly minute: string } {
  const { i18n } = useLingui()
  const german = i18n.locale === 'de'
  return {
    locale: i18n.locale,
    day: german ? 'ddd D. MMM YYYY' : 'ddd D MMM YYYY',
    minute: german ? 'ddd D. MMM HH:mm' : 'ddd D MMM HH:mm',
  }
}

interface DayProps {
  readonly label: string
  /** The label is heard and not seen. */
  readonly hideLabel?: boolean
  /** `YYYY-MM-DD`; empty: none. */
  readonly value: string
  readonly min?: string | undefined
  readonly max?: string | undefined
  /** Whose today it is from which a day without a year is read, IANA; left out: that of this browser. */
  readonly zone?: string
  readonly error?: string | undefined | false
  readonly placeholder?: string
  readonly required?: boolean
  readonly disabled?: boolean
  readonly clearable?: boolean
  readonly className?: string | undefined
  readonly onChange: (day: string) => void
}

export function DayField({
  label,
  hideLabel,
  value,
  min,
  max,
  zone = localZone,
  required,
  onChange,
  ...field
}: DayProps) {
  const { t } = useLingui()
  const { locale, day } = useDateWords()
  /** The calendar is for the pointer; whoever types is not kept from what it would cover. */
  const [pointed, setPointed] = useState(false)
  /** What is typed is no day that can be taken: it stays, and is said (`FieldFaults`). */
  const [wrong, setWrong] = useState(false)
  const today = localDay(Date.now(), zone)
  const parse = (text: string) => readDay(text, { locale, today, latest: max?.slice(0, 10) })
  const written = (iso: string) => dayjs(iso).locale(locale).format(day)
  const faultOf = (text: string): string => {
    // Spaces alone are nothing: where a day is asked for, it is still missing.
    if (text.trim() === '') return required && text !== '' ? t`Fill this in.` : ''
    const read = parse(text)
    if (read === null) return t`That is no day. Write it as ${written(today)}.`
    if (min && read < min.slice(0, 10)) return t`Not before ${written(min.slice(0, 10))}.`
    if (max && read > max.slice(0, 10)) return t`Not after ${written(max.slice(0, 10))}.`
    return ''
  }
  const onInput = ({ currentTarget }: FormEvent<HTMLInputElement>) => {
    const text = currentTarget.value
    const isEmpty = text.trim() === ''
    const fault = faultOf(text)
    currentTarget.setCustomValidity(fault)
    setWrong(fault !== '' || isEmpty)
    if (isEmpty) onChange('')
  }
  const onBlur = ({ currentTarget }: FocusEvent<HTMLInputElement>) => {
    setPointed(false)
    if (currentTarget.validity.customError) sayFaultOf(currentTarget)
  }
  // A day that is set from outside takes the place of what was typed.
  const ref = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (value === '') return
    ref.current?.setCustomValidity('')
    setWrong(false)
  }, [value])
  return (
    <DateInput
      ref={ref}
      {...(hideLabel ? { 'aria-label': label } : { label })}
      locale={locale}
      firstDayOfWeek={1}
      weekendDays={[]}
      valueFormat={day}
      dateParser={parse}
      fixOnBlur={!wrong}
      popoverProps={{ disabled: !pointed }}
      data-mantine-stop-propagation={pointed || undefined}
      onClick={() => setPointed(true)}
      onKeyDown={({ key }) => key === 'Escape' && setPointed(false)}
      onInput={onInput}
      onBlur={onBlur}
      {...(min && { minDate: min.slice(0, 10) })}
      {...(max && { maxDate: max.slice(0, 10) })}
      {...(required && { required, withAsterisk: false })}
      value={value || null}
      onChange={(chosen) => {
        // Also when it is the day that was there before: what was typed meanwhile is gone.
        ref.current?.setCustomValidity('')
        setWrong(false)
        onChange(chosen ?? '')
      }}
      {...field}
    />
  )
}

interface TimeProps {
  /** Heard, not seen. */
  readonly label: string
  /** `HH:MM` */
  readonly value: string
  readonly disabled?: boolean | undefined
  readonly onChange: (time: string) => void
}

/** A time of the day, as the clock of 24 hours has it. */
export function TimeField({ label, value, disabled, onChange }: TimeProps) {
  const { t } = useLingui()
  const minutes = useRef<HTMLInputElement>(null)
  // A time that is set from outside takes the place of what was left empty.
  useEffect(() => {
    if (value !== '') minutes.current?.setCustomValidity('')
  }, [value])
  return (
    <TimePicker
      className={classes.time}
      hoursInputLabel={t`${label}: hours`}
      minutesInputLabel={t`${label}: minutes`}
      disabled={disabled ?? false}
      value={value}
      minutesRef={minutes}
      onChange={(chosen) => {
        minutes.current?.setCustomValidity(chosen === '' ? t`Fill this in.` : '')
        if (chosen !== '') onChange(chosen.slice(0, 5))
      }}
      // Left empty it says so, also where there is no form that would.
      onBlur={() => minutes.current?.validity.customError && sayFaultOf(minutes.current)}
    />
  )
}

interface MomentProps extends Omit<DayProps, 'clearable' | 'placeholder' | 'className'> {
  /** Of the local time, IANA: where its clocks change, it is said what is meant. */
  readonly zone: string
}

/** A local time, `YYYY-MM-DDTHH:MM`; empty: none. A day that is chosen first begins at midnight. */
export function MomentField({ label, hideLabel, value, zone, error, onChange, ...field }: MomentProps) {
  const { t } = useLingui()
  const id = useId()
  const [day = '', time = ''] = value.split(/[T ]/)
  const change = value ? clockChange(value, zone) : undefined
  const clock = time.slice(0, 5)
  const meant = change === 'skipped' ? localOfInstant(instantOfLocal(value, zone), zone).slice(11, 16) : ''
  return (
    <Input.Wrapper
      {...(!hideLabel && { label, labelElement: 'div', labelProps: { id } })}
      withAsterisk={false}
      error={error}
    >
      <div
        role="group"
        {...(hideLabel ? { 'aria-label': label } : { 'aria-labelledby': id })}
        className={classes.moment}
      >
        <DayField
          {...field}
          label={t`${label}: day`}
          hideLabel
          zone={zone}
          value={day}
          onChange={(chosen) => onChange(chosen && `${chosen}T${clock || '00:00'}`)}
        />
        <TimeField
          label={label}
          disabled={field.disabled || day === ''}
          value={clock}
          onChange={(chosen) => onChange(`${day}T${chosen}`)}
        />
      </div>
      {change && (
        <p className={`meta ${classes.note}`} role="status">
          {change === 'skipped'
            ? t`The clocks leave ${clock} out that night: ${meant} is meant.`
            : t`${clock} comes twice that night: the first is meant.`}
        </p>
      )}
    </Input.Wrapper>
  )
}
