/** Why whoever sits here is away: colleagues and the wallboard read it (C7). */
import { useLingui } from '@lingui/react/macro'
import { Autocomplete } from '@mantine/core'
import { useState } from 'react'

interface Props {
  readonly reason: string | null
  readonly onReason: (reason: string | null) => void
}

export function AwayReason({ reason, onReason }: Props) {
  const { t } = useLingui()
  const [text, setText] = useState(reason ?? '')
  const say = (typed: string) => {
    const words = typed.trim() || null
    if (words !== reason) onReason(words)
  }
  return (
    <Autocomplete
      size="xs"
      w={150}
      aria-label={t`Why I am away`}
      placeholder={t`Why?`}
      maxLength={80}
      data={[t`Break`, t`Lunch`, t`Meeting`, t`Training`]}
      value={text}
      onChange={setText}
      onOptionSubmit={say}
      onBlur={() => say(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') say(event.currentTarget.value)
      }}
    />
  )
}
