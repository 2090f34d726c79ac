/** The six digits of an authenticator app: sent with the last one; a code that was wrong makes room for the next. */
import { useLingui } from '@lingui/react/macro'
import { PinInput } from '@mantine/core'
import { useEffect, useRef } from 'react'

interface CodeInputProps {
  readonly value: string
  readonly onChange: (code: string) => void
  readonly onComplete: (code: string) => void
  /** Why the code that was sent last does not open. */
  readonly refusal: Error | null
  readonly autoFocus?: boolean
}

export function CodeInput({ value, onChange, onComplete, refusal, autoFocus = false }: CodeInputProps) {
  const { t } = useLingui()
  const first = useRef<HTMLInputElement>(null)
  const clear = useRef(onChange)
  clear.current = onChange
  useEffect(() => {
    if (!refusal) return
    clear.current('')
    first.current?.focus()
  }, [refusal])
  return (
    <PinInput
      ref={first}
      length={6}
      type="number"
      oneTimeCode
      autoFocus={autoFocus}
      ariaLabel={t`Code`}
      value={value}
      onChange={onChange}
      onComplete={onComplete}
    />
  )
}
