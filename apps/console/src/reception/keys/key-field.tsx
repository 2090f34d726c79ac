/** Where a key is chosen by pressing it. Until it is asked for a key, it is a button like any other: Tab goes past it. */
import { useLingui } from '@lingui/react/macro'
import { Button, UnstyledButton } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { KeyHint } from '../../parts/key-hint.tsx'
import { isTakeable, keyName, printedKey } from './key-names.ts'
import classes from './keys-dialog.module.css'

interface Props {
  readonly label: string
  readonly value: string | null
  readonly standard: string | null
  /** It can be switched off, but is no other. */
  readonly fixed: boolean
  readonly error: string | undefined
  readonly onChange: (key: string | null) => void
}

export function KeyField({ label, value, standard, fixed, error, onChange }: Props) {
  const { t } = useLingui()
  const [asked, setAsked] = useState(false)
  const [refused, setRefused] = useState<string>()
  const end = () => {
    setAsked(false)
    setRefused(undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!asked || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return end()
    const name = keyName(event.nativeEvent)
    if (['Shift', 'Alt', 'Control', 'Meta', 'AltGraph'].includes(event.key)) return
    if (name === undefined || !isTakeable(name)) return setRefused(printedKey(name ?? event.key))
    end()
    onChange(name)
  }
  const shown = value === null ? t`off` : printedKey(value)
  const words =
    refused === undefined ? error : t`${refused} is not free: it belongs to the browser, a field or a person.`
  return (
    <div className={classes.row}>
      <dt>{label}</dt>
      <dd>
        <UnstyledButton
          className={classes.key}
          aria-label={asked ? t`${label}: press a key, Esc keeps ${shown}` : t`${label}: ${shown}`}
          data-asked={asked || undefined}
          data-takes-keys={asked || undefined}
          // Esc ends the question, not the dialog.
          data-mantine-stop-propagation={asked || undefined}
          aria-invalid={words !== undefined}
          disabled={fixed}
          onClick={() => setAsked(true)}
          onKeyDown={onKeyDown}
          onBlur={end}
        >
          {asked ? t`Press a key` : value === null ? t`Off` : <KeyHint>{printedKey(value)}</KeyHint>}
        </UnstyledButton>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={value === null ? t`${label}: switch on` : t`${label}: switch off`}
          onClick={() => onChange(value === null ? standard : null)}
        >
          {value === null ? t`Switch on` : t`Switch off`}
        </Button>
      </dd>
      {words !== undefined && (
        <p role="alert" className={classes.wrong}>
          {words}
        </p>
      )}
    </div>
  )
}
