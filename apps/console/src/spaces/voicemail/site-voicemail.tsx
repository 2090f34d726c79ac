/** Voicemail of a site: where its voice portal is reached, and how long messages are kept (C10). */
import { Trans, useLingui } from '@lingui/react/macro'
import { NumberInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { may, useMe } from '../../session.ts'
import { SiteForm } from '../site-form.tsx'
import { type Site, useSite } from '../site-layout.tsx'
import { useSiteDraft } from '../use-site-draft.ts'

export function SiteVoicemail() {
  const site = useSite()
  return <VoicemailForm key={site.id} site={site} />
}

const fieldsOf = ({ portalNumber, portalExtension, messageDays }: Site) => ({
  portalNumber,
  portalExtension,
  messageDays,
})

function VoicemailForm({ site }: { site: Site }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const draft = useSiteDraft({
    loaded: site,
    fieldsOf,
    send: (body) => api.updateSite({ params: { siteId: site.id }, body }),
    onSaved: (now) => client.setQueryData(['site', site.id], now),
  })
  const { fields, change } = draft
  const readOnly = !may(me, 'update-site')
  return (
    <SiteForm
      readOnly={readOnly}
      draft={draft}
      about={
        <Trans>
          People hear their messages by telephone at the voice portal, with mailbox and PIN; from the greeting
          of their own mailbox, * leads there too.
        </Trans>
      }
    >
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
    </SiteForm>
  )
}
