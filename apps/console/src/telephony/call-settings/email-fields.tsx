/** Voicemail to e-mail (M13): to whom, and with the recording or with a link to it. */
import { useLingui } from '@lingui/react/macro'
import { SegmentedControl, TagsInput } from '@mantine/core'
import classes from './call-settings.module.css'
import type { CallSettings } from './use-call-settings-form.ts'

type Emails = Pick<CallSettings, 'voicemailEmails' | 'emailAs'>

interface Props {
  readonly draft: Emails
  readonly onChange: (changed: Partial<Emails>) => void
  /** Where room is short: one way below the other. */
  readonly narrow?: boolean
}

/** The first that is no address: it stays where it was typed, and nothing is saved before it is mended. */
export const wrongAddress = ({ voicemailEmails }: Emails): string | undefined =>
  voicemailEmails.find((text) => !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text))

export function EmailFields({ draft, onChange, narrow = false }: Props) {
  const { t } = useLingui()
  const wrong = wrongAddress(draft)
  return (
    <section className={classes.emails}>
      <TagsInput
        label={t`Voicemail to e-mail`}
        placeholder={draft.voicemailEmails.length === 0 ? t`office@company.example` : undefined}
        value={draft.voicemailEmails}
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
        error={wrong && t`“${wrong}” is no e-mail address.`}
        onChange={(voicemailEmails) => onChange({ voicemailEmails })}
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
