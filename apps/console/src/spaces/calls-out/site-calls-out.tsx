/** Calls out of a site (C15): what its phones may call, what is seen of them, and by which trunk help is called. */
import { useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { may, useMe } from '../../session.ts'
import { SiteForm } from '../site-form.tsx'
import { type Site, useSite } from '../site-layout.tsx'
import { useSiteDraft } from '../use-site-draft.ts'
import { EmergencyNumbers } from './emergency-numbers.tsx'
import { EmergencyTrunk } from './emergency-trunk.tsx'
import classes from './site-calls-out.module.css'

type CallsOut = Site['callsOut']

export function SiteCallsOut() {
  const site = useSite()
  return <CallsOutForm key={site.id} site={site} />
}

const fieldsOf = ({ callsOut, emergencyTrunkId }: Site) => ({ callsOut, emergencyTrunkId })

function CallsOutForm({ site }: { site: Site }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const isProvider = me.active.role === 'provider-admin'
  const draft = useSiteDraft({
    loaded: site,
    fieldsOf,
    send: ({ emergencyTrunkId, ...rest }) =>
      // Which trunk it is the provider alone says.
      api.updateSite({
        params: { siteId: site.id },
        body: { ...rest, ...(isProvider && { emergencyTrunkId }) },
      }),
    onSaved: (now) => client.setQueryData(['site', site.id], now),
  })
  const { callsOut, emergencyTrunkId } = draft.fields
  const change = (what: Partial<CallsOut>) => draft.change({ callsOut: { ...callsOut, ...what } })
  const readOnly = !may(me, 'update-site')
  return (
    <SiteForm readOnly={readOnly} draft={draft} about={<EmergencyNumbers site={site} />}>
      <div className={classes.wide}>
        <EmergencyTrunk
          site={site}
          trunkId={emergencyTrunkId}
          change={isProvider ? (trunkId) => draft.change({ emergencyTrunkId: trunkId }) : undefined}
        />
      </div>
      <Checkbox.Group
        className={classes.wide}
        label={t`Phones may also call`}
        description={t`With nothing ticked only emergency calls go out. Numbers of this platform are called inside, and need no tick.`}
        value={[...callsOut.classes]}
        onChange={(chosen) => change({ classes: chosen as CallsOut['classes'] })}
      >
        <div className={classes.classes}>
          <Checkbox
            value="national"
            label={t`Numbers of their own country`}
            description={t`Landlines and mobiles.`}
          />
          <Checkbox
            value="international"
            label={t`Numbers abroad`}
            description={t`Other countries; in North America, too, those that cost as much.`}
          />
          <Checkbox
            value="premium"
            label={t`Premium-rate and service numbers`}
            description={t`What costs more than a call, and satellites.`}
          />
        </div>
      </Checkbox.Group>
      <TextInput
        inputMode="numeric"
        label={t`Prefix for an outside line`}
        description={t`One to three digits, such as 9; empty: none. Numbers outside are taken without it too.`}
        data-longest={3}
        value={callsOut.linePrefix ?? ''}
        onChange={({ currentTarget: { value } }) =>
          change({ linePrefix: value.replaceAll(/\D/g, '') || null })
        }
      />
      <NativeSelect
        label={t`Who is called sees`}
        description={t`A company without a main number shows the phone's.`}
        value={callsOut.presentMain ? 'main' : 'own'}
        onChange={({ currentTarget: { value } }) => change({ presentMain: value === 'main' })}
        data={[
          { value: 'own', label: t`the number of the phone` },
          { value: 'main', label: t`the main number of its company` },
        ]}
      />
      <NumberInput
        label={t`Calls out at a time, of one company`}
        description={t`More are refused, and the people of the site are alerted. Emergency calls are not counted.`}
        min={0}
        max={1000}
        allowDecimal={false}
        value={callsOut.mostAtOnce}
        onChange={(value) => change({ mostAtOnce: Number(value) })}
      />
      <NumberInput
        label={t`Calls abroad or premium-rate in an hour, of one company`}
        description={t`It bounds what somebody can spend who has found out a password.`}
        min={0}
        max={1000}
        allowDecimal={false}
        value={callsOut.mostInternationalAnHour}
        onChange={(value) => change({ mostInternationalAnHour: Number(value) })}
      />
    </SiteForm>
  )
}
