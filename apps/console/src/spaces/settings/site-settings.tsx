/** What a site is: its name, clock and language, its phones, and the rules by which numbers come and go (N2, N7, N9, N10). */
import { Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../api/client.ts'
import { may, useMe } from '../../session.ts'
import { SiteForm } from '../site-form.tsx'
import { type Site, useSite } from '../site-layout.tsx'
import { useSiteDraft } from '../use-site-draft.ts'
import { NumberFields } from './number-fields.tsx'
import { PhoneFields } from './phone-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { RemoveSite } from './remove-site.tsx'
import { ServiceFields } from './service-fields.tsx'
import { changesOf, differing, fieldsOf } from './settings-fields.ts'
import { useFieldFaults } from './use-field-faults.tsx'
import { useLabels } from './use-labels.ts'

export function SiteSettings() {
  const site = useSite()
  const me = useMe()
  return (
    <>
      <SettingsForm key={site.id} site={site} />
      {may(me, 'delete-site') && <RemoveSite key={`remove ${site.id}`} site={site} />}
    </>
  )
}

function SettingsForm({ site }: { site: Site }) {
  const me = useMe()
  const client = useQueryClient()
  const labels = useLabels()
  const draft = useSiteDraft({
    loaded: site,
    fieldsOf,
    send: ({ version, ...fields }, before) =>
      api.updateSite({ params: { siteId: site.id }, body: { ...changesOf(fields, before), version } }),
    onSaved: (now) => {
      client.setQueryData(['site', site.id], now)
      void client.invalidateQueries({ queryKey: ['sites'] })
    },
  })
  const { fields, before, error, change } = draft
  const faults = useFieldFaults({ site, fields, before, error })
  const isOfField = Object.keys(faults).length > 0
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])
  const readOnly = !may(me, 'update-site')
  const given = { site, fields, before, faults, change }
  return (
    <div ref={form}>
      <SiteForm
        readOnly={readOnly}
        draft={{ ...draft, error: isOfField ? null : error }}
        whatTheyChanged={(theirs) => differing(fieldsOf(theirs), before).map((name) => labels[name])}
        savedWords={<Trans>Saved.</Trans>}
        about={
          readOnly ? (
            <Trans>
              What is set for the site. An administrator of the operator, or the provider, changes it; your
              role can only read it.
            </Trans>
          ) : (
            <Trans>
              What the site is called, by which clock it lives, and the rules by which its numbers come and
              go. Business hours are set under Hours and schedule.
            </Trans>
          )
        }
      >
        <PlaceFields {...given} />
        <PhoneFields {...given} />
        <NumberFields {...given} isProvider={me.active.role === 'provider-admin'} />
        <ServiceFields {...given} />
      </SiteForm>
    </div>
  )
}
