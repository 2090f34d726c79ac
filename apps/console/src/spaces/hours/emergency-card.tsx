/** Emergency closure (M9): before every other rule until it is lifted; the name of the site is typed to close it. */

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal, TextInput } from '@mantine/core'
import { IconAlarm } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { Quoted } from '../../parts/quoted.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { whenInWords } from '../../parts/time.ts'
import { may, useMe } from '../../session.ts'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import type { Site } from '../site-layout.tsx'
import classes from './hours.module.css'
import { useHoursSearch } from './search.ts'
import { type Override, useOverrides, useRefreshOverrides } from './use-overrides.ts'

export function EmergencyCard({ site }: { site: Site }) {
  const me = useMe()
  const [{ dialog }, change] = useHoursSearch()
  const { emergency } = useOverrides(site.id)
  const mayClose = may(me, 'close-site')
  const mains = useMainCount(site.id)
  return (
    <section className={`card ${classes.side}`} aria-labelledby="emergency">
      <div className={classes.sideHead}>
        <h2 id="emergency">
          <Trans>Emergency closure</Trans>
        </h2>
        {mayClose && !emergency && (
          <Button
            variant="default"
            size="compact-sm"
            className={classes.danger}
            leftSection={<IconAlarm size={15} aria-hidden />}
            onClick={() => change({ dialog: 'close' })}
          >
            <Trans>Close site…</Trans>
          </Button>
        )}
      </div>
      {emergency ? (
        <Closed site={site} closure={emergency} mayLift={may(me, 'lift-override')} />
      ) : (
        <p className="middle">
          <Plural
            value={mains ?? 0}
            _0="Main numbers then take their out-of-hours route until you lift it."
            one="Its main number then takes its out-of-hours route until you lift it."
            other="All # main numbers then take their out-of-hours route until you lift it."
          />
        </p>
      )}
      {mayClose && dialog === 'close' && !emergency && (
        <CloseDialog site={site} mains={mains ?? 0} onClose={() => change({ dialog: undefined })} />
      )}
    </section>
  )
}

function useMainCount(siteId: string): number | undefined {
  const { data } = useQuery({
    queryKey: ['number-counts', { siteId, kind: 'main', state: 'ACTIVE' }],
    queryFn: () => api.countNumbers({ query: { siteId, kind: 'main', state: 'ACTIVE' } }),
  })
  return data?.total
}

function Closed({ site, closure, mayLift }: { site: Site; closure: Override; mayLift: boolean }) {
  const { i18n } = useLingui()
  const refresh = useRefreshOverrides(site.id)
  const lift = useMutation({
    mutationFn: () => api.liftOverride({ params: { overrideId: closure.id } }),
    onSettled: refresh,
  })
  const since = whenInWords(closure.since, Date.now(), site.timeZone, i18n.locale)
  return (
    <>
      <Status tone="bad" icon={<IconAlarm size={15} aria-hidden />}>
        <Trans>
          Closed since {since} by {closure.by}
        </Trans>
      </Status>
      {closure.reason && (
        <p className="middle">
          <Quoted>{closure.reason}</Quoted>
        </p>
      )}
      {lift.error && <Wrong error={lift.error} />}
      {mayLift && (
        <Button variant="default" loading={lift.isPending} onClick={() => lift.mutate()}>
          <Trans>Lift the closure</Trans>
        </Button>
      )}
    </>
  )
}

function CloseDialog({ site, mains, onClose }: { site: Site; mains: number; onClose: () => void }) {
  const { t } = useLingui()
  const refresh = useRefreshOverrides(site.id)
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const right = typed.trim() === site.name
  const close = useMutation({
    mutationFn: () =>
      api.closeSite({
        params: { siteId: site.id },
        body: { overrideId: null, reason: reason.trim() || null },
      }),
    onSuccess: onClose,
    onSettled: refresh,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (right) close.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={t`Close ${site.name} in an emergency?`} size={480}>
      <form className={classes.form} onSubmit={submit}>
        <p>
          <Plural
            value={mains}
            one="# main number takes its out-of-hours route at once, whatever hours, events and overrides say."
            other="# main numbers take their out-of-hours routes at once, whatever hours, events and overrides say."
          />{' '}
          <Trans>Calls in progress go on. It stays so until somebody lifts it.</Trans>
        </p>
        <TextInput
          label={t`Why`}
          placeholder={t`Flood in the basement`}
          data-autofocus
          data-longest={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextInput
          label={t`Type ${site.name} to close it`}
          autoComplete="off"
          value={typed}
          error={tried && !right ? t`That is not the name of the site.` : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {close.error && <Wrong error={close.error} />}
        <div className={classes.foot}>
          <Button variant="subtle" onClick={onClose}>
            <Trans>Keep open</Trans>
          </Button>
          <Button
            type="submit"
            data-danger
            loading={close.isPending}
            aria-disabled={!right || undefined}
            data-disabled={!right || undefined}
          >
            <Trans>Close the site</Trans>
          </Button>
        </div>
      </form>
    </Modal>
  )
}
