/** How the reception of a site works (C7): what callers hear, how long they wait, and who answers when nobody does. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type AnswerOf, api } from '../../api/client.ts'
import { Failed, SkeletonRows } from '../../parts/states.tsx'
import { may, useMe } from '../../session.ts'
import { SiteForm } from '../site-form.tsx'
import { useSiteDraft } from '../use-site-draft.ts'
import { OverflowFields } from './overflow-fields.tsx'
import { PriorityField } from './priority-field.tsx'
import classes from './site-reception.module.css'

type Rules = AnswerOf<'getReception'>
type SecondsField = 'waitSeconds' | 'promiseSeconds' | 'wrapUpSeconds' | 'transferSeconds'

export function SiteReception() {
  const { t } = useLingui()
  const { siteId = '' } = useParams({ strict: false }) as { siteId?: string }
  const rules = useQuery({
    queryKey: ['reception', siteId],
    queryFn: () => api.getReception({ params: { siteId } }),
  })
  if (rules.error)
    return (
      <Failed what={t`The reception is not there.`} error={rules.error} retry={() => void rules.refetch()} />
    )
  if (!rules.data) return <SkeletonRows rows={6} height={44} />
  return <RulesForm key={siteId} rules={rules.data} />
}

const fieldsOf = ({ siteId: _, version: __, ...fields }: Rules) => fields

function RulesForm({ rules: saved }: { rules: Rules }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const { siteId } = saved
  const draft = useSiteDraft({
    loaded: saved,
    fieldsOf,
    send: (body) => api.saveReception({ params: { siteId }, body }),
    onSaved: (now) => {
      client.setQueryData(['reception', siteId], now)
      // The rules are the site's, and share its version.
      void client.invalidateQueries({ queryKey: ['site', siteId] })
    },
  })
  const { fields: rules, change } = draft
  const seconds = (field: SecondsField, label: string) => (
    <NumberInput
      label={label}
      suffix=" s"
      min={0}
      max={600}
      allowDecimal={false}
      value={rules[field]}
      onChange={(value) => change({ [field]: Number(value) })}
    />
  )
  const { overflow } = rules
  const readOnly = !may(me, 'save-reception')
  return (
    <SiteForm
      readOnly={readOnly}
      draft={draft}
      about={
        <>
          <Trans>
            Receptionists sit down on the page <Link to="/reception">Reception</Link>. Callers wait in the
            order in which they came; where nobody is ready, a route goes on at once.
          </Trans>{' '}
          <Link to="/reception/wallboard" search={{ site: siteId }}>
            <Trans>Wallboard</Trans>
          </Link>
        </>
      }
    >
      <div className={classes.checks}>
        <Checkbox
          label={t`Waiting callers hear music`}
          description={t`Without it they hear ringing.`}
          checked={rules.comfortAfterSeconds !== null}
          onChange={(event) => change({ comfortAfterSeconds: event.currentTarget.checked ? 8 : null })}
        />
        <Checkbox
          label={t`An announcement before the music`}
          checked={rules.announcement}
          disabled={rules.comfortAfterSeconds === null}
          onChange={(event) => change({ announcement: event.currentTarget.checked })}
        />
      </div>
      {rules.comfortAfterSeconds !== null && (
        <NumberInput
          label={t`Ringing before the music`}
          suffix=" s"
          min={1}
          max={60}
          allowDecimal={false}
          value={rules.comfortAfterSeconds}
          onChange={(value) => change({ comfortAfterSeconds: Number(value) })}
        />
      )}
      {seconds('promiseSeconds', t`Answered within`)}
      {seconds('wrapUpSeconds', t`Time to itself after a call`)}
      {seconds('transferSeconds', t`A person rings, before the caller comes back`)}
      <NativeSelect
        label={t`Calls are passed on to numbers outside`}
        value={rules.outsideTransfer}
        onChange={({ currentTarget: { value } }) =>
          change({ outsideTransfer: value as Rules['outsideTransfer'] })
        }
        data={[
          { value: 'nobody', label: t`by nobody` },
          { value: 'seats', label: t`by receptionists` },
          { value: 'everybody', label: t`by receptionists and by everybody who has a phone` },
        ]}
      />
      <Checkbox
        label={t`Administrators of the operator may listen in`}
        description={t`From the wallboard, to a seat that talks. A tone tells both, the desk says who listens, and the audit keeps it.`}
        checked={rules.listenIn}
        onChange={(event) => change({ listenIn: event.currentTarget.checked })}
      />
      <PriorityField
        siteId={siteId}
        organizationIds={rules.priority.organizationIds}
        change={(organizationIds) => change({ priority: { organizationIds } })}
      />
      <OverflowFields siteId={siteId} overflow={overflow} change={(to) => change({ overflow: to })} />
      {overflow !== null && seconds('waitSeconds', t`Callers wait, before it takes over`)}
    </SiteForm>
  )
}
