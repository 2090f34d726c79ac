/** Voicemail of a site: where its voice portal is reached, and how long messages are kept (C10). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NumberInput, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { Note } from '../../parts/state-badge.tsx'
import { may, useMe } from '../../session.ts'
import classes from '../reception/site-reception.module.css'
import { type Site, useSite } from '../site-layout.tsx'

export function SiteVoicemail() {
  const site = useSite()
  return <VoicemailForm key={site.id} site={site} />
}

function VoicemailForm({ site }: { site: Site }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const [fields, setFields] = useState({
    portalNumber: site.portalNumber,
    portalExtension: site.portalExtension,
    messageDays: site.messageDays,
  })
  const change = (what: Partial<typeof fields>) => setFields((now) => ({ ...now, ...what }))
  const save = useMutation({
    mutationFn: () =>
      api.updateSite({ params: { siteId: site.id }, body: { version: site.version, ...fields } }),
    onSuccess: (now) => client.setQueryData(['site', site.id], now),
  })
  const readOnly = !may(me, 'update-site')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className={`card ${classes.form}`} onSubmit={submit}>
      <p className="middle">
        <Trans>
          People hear their messages by telephone at the voice portal, with mailbox and PIN; from the greeting
          of their own mailbox, * leads there too.
        </Trans>
      </p>
      <fieldset disabled={readOnly} className={classes.fields}>
        <TextInput
          type="tel"
          label={t`Number of the voice portal`}
          description={t`A number of the carrier that is not in the stock; empty: none.`}
          placeholder="+442079460001"
          value={fields.portalNumber ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ portalNumber: value.replaceAll(/[\s().-]/g, '') || null })
          }
        />
        <NumberInput
          label={t`Extension of the voice portal`}
          description={t`Outside the range of the phones; empty: none.`}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={fields.portalExtension ?? ''}
          onChange={(value) => change({ portalExtension: value === '' ? null : Number(value) })}
        />
        <NumberInput
          label={t`Messages are kept, in days`}
          description={t`Unless a company chooses otherwise; empty: until they are deleted.`}
          min={1}
          max={3650}
          allowDecimal={false}
          value={fields.messageDays ?? ''}
          onChange={(value) => change({ messageDays: value === '' ? null : Number(value) })}
        />
      </fieldset>
      {save.error && (
        <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
          {save.error.message}
        </Note>
      )}
      {save.isSuccess && (
        <Note tone="ok" icon={<IconCircleCheck size={16} aria-hidden />}>
          <Trans>Saved. It holds for the next call.</Trans>
        </Note>
      )}
      {!readOnly && (
        <div>
          <Button type="submit" loading={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </div>
      )}
    </form>
  )
}
