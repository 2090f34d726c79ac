/** An outside member (M10): typed as people write it, kept as E.164; whoever answers must press 1. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { type FormEvent, type Ref, useImperativeHandle, useState } from 'react'
import { useUnsaved } from '../../parts/unsaved.tsx'
import classes from './hunt-group.module.css'

export interface OutsideHandle {
  /** What is typed; `wrong`: it is said beside the field what is wrong; undefined: nothing is typed. */
  take(): { readonly e164: string; readonly name: string } | 'wrong' | undefined
}

interface Props {
  readonly ref?: Ref<OutsideHandle>
  /** A number of the same country, E.164: what a number without a country code belongs to. */
  readonly country: string
  readonly onAdd: (e164: string, name: string) => void
  readonly onCancel: () => void
}

export function OutsideNumber({ ref, country, onAdd, onCancel }: Props) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const [name, setName] = useState('')
  const [wrong, setWrong] = useState<string>()
  useUnsaved(typed.trim() !== '')
  const read = () => {
    const home = parsePhoneNumberFromString(country)?.country
    const parsed = parsePhoneNumberFromString(typed, home)
    if (parsed?.isPossible())
      return { e164: parsed.number as string, name: name.trim() || parsed.formatInternational() }
    setWrong(t`That is no complete number. Write it with its country code, such as +44 7700 900412.`)
    return 'wrong' as const
  }
  useImperativeHandle(ref, () => ({ take: () => (typed.trim() === '' ? undefined : read()) }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const number = read()
    if (number !== 'wrong') onAdd(number.e164, number.name)
  }
  return (
    <form className={classes.outside} onSubmit={submit}>
      <TextInput
        label={t`Outside number`}
        type="tel"
        data-autofocus
        value={typed}
        error={wrong}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(undefined)
        }}
      />
      <TextInput
        label={t`Whose`}
        data-longest={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit">
        <Trans>Add</Trans>
      </Button>
      <Button variant="subtle" onClick={onCancel}>
        <Trans>Cancel</Trans>
      </Button>
      <p className="meta">
        <Trans>
          It rings 18 s at most, and whoever answers must press 1, so that a mobile’s mailbox never takes the
          call.
        </Trans>
      </p>
    </form>
  )
}
