/** Voicemail to e-mail (M13): to whom, and with the recording or with a link to it. */
import { useLingui } from '@lingui/react/macro'
import { SegmentedControl, TagsInput } from '@mantine/core'
import { useState } from 'react'
import classes from './call-settings.module.css'
import type { CallSettings } from './use-call-settings-form.ts'

type Emails = Pick<CallSettings, 'voicemailEmails' | 'emailAs'>

interface Props {
  readonly draft: Emails
  readonly onChange: (changed: Partial<Emails>) => void
  /** Where room is short: one way below the other. */
  readonly narrow?: boolean
}

const looksLikeAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)

export function EmailFields({ draft, onChange, narrow = false }: Props) {
  const { t } = useLingui()
  const [wrong, setWrong] = useState<string>()
  return (
    <section className={classes.emails}>
      <TagsInput
        label={t`Voicemail to e-mail`}
        placeholder={draft.voicemailEmails.length === 0 ? t`office@company.example` : undefined}
        value={draft.voicemailEmails}
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
        error={wrong}
        onChange={(values) => {
          const bad = values.find((value) => !looksLikeAddress(value))
          setWrong(bad && t`“${bad}” is no e-mail address.`)
          onChange({ voicemailEmails: values.filter(looksLikeAddress) })
        }}
      />
      <SegmentedControl
        aria-label={t`How messages are sent`}
        fullWidth={narrow}
        orientation={narrow ? 'vertical' : 'horizontal'}
        value={draft.emailAs}
        onChange={(value) => onChange({ emailAs: value as CallSettings['emailAs'] })}
        data={[
          { value: 'attachment', label: t`Attach recording` },
          { value: 'attachment-only', label: t`Attach, then delete` },
          { value: 'link', label: t`Link, 14 days` },
        ]}
      />
    </section>
  )
}
