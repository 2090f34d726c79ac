/** An outside member (M10): typed as people write it, kept as E.164; whoever answers must press 1. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { type FormEvent, useState } from 'react'
import classes from './hunt-group.module.css'

interface Props {
  /** A number of the same country, E.164: what a number without a country code belongs to. */
  readonly country: string
  readonly onAdd: (e164: string, name: string) => void
  readonly onCancel: () => void
}

export function OutsideNumber({ country, onAdd, onCancel }: Props) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const [name, setName] = useState('')
  const [wrong, setWrong] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const home = parsePhoneNumberFromString(country)?.country
    const parsed = parsePhoneNumberFromString(typed, home)
    if (!parsed?.isPossible())
      return setWrong(t`That is no complete number. Write it with its country code, such as +44 7700 900412.`)
    onAdd(parsed.number, name.trim() || parsed.formatInternational())
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
      <TextInput label={t`Whose`} value={name} onChange={(event) => setName(event.currentTarget.value)} />
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
