/** Override (M9): open or close by hand, always with an end; who and why is seen at the desk. */
import { Trans, useLingui } from '@lingui/react/macro'
import { nextChange } from '@mainline/pbx'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconMoon, IconSun, IconUsers } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiRefusal, api } from '../../api/client.ts'
import { MomentField } from '../../parts/dates.tsx'
import { instantOfLocal, localOfInstant } from '../../parts/local-time.ts'
import { Note } from '../../parts/state-badge.tsx'
import { clockTime, whenInWords } from '../../parts/time.ts'
import { may, useMe } from '../../session.ts'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import type { Site } from '../site-layout.tsx'
import classes from './hours.module.css'
import { type Override, useOverrides, useRefreshOverrides } from './use-overrides.ts'
import { useSiteHours } from './weekly-card.tsx'

const minute = 60_000

export function OverrideCard({ site }: { site: Site }) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const zone = site.timeZone
  const refresh = useRefreshOverrides(site.id)
  const { manual } = useOverrides(site.id)
  const { hours } = useSiteHours(site.id)
  const [open, setOpen] = useState(false)
  const [until, setUntil] = useState(() => localInput(roundUp(Date.now() + 30 * minute), zone))
  const [reason, setReason] = useState('')
  const set = useMutation({
    mutationFn: () =>
      api.setOverride({
        params: { siteId: site.id },
        body: {
          overrideId: manual?.id ?? null,
          open,
          until: instantOfLocal(`${until}:00`, zone),
          reason: reason.trim() || null,
        },
      }),
    onSuccess: () => setReason(''),
    onSettled: refresh,
  })
  if (!may(me, 'set-override')) return null
  const boundary = nextChange(hours, zone, Date.now())
  const later = () => {
    const at = Date.parse(instantOfLocal(`${until}:00`, zone))
    setUntil(localInput((Number.isNaN(at) ? roundUp(Date.now()) : at) + 30 * minute, zone))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set.mutate()
  }
  return (
    <form className={`card ${classes.side}`} onSubmit={submit} aria-labelledby="override">
      <h2 id="override">
        <Trans>Override</Trans>
      </h2>
      <SegmentedControl
        fullWidth
        aria-label={t`Calls are`}
        classNames={{ label: classes.wraps }}
        value={open ? 'open' : 'closed'}
        onChange={(value) => setOpen(value === 'open')}
        data={[
          { value: 'open', label: <Choice icon={<IconSun size={15} aria-hidden />}>{t`In hours`}</Choice> },
          {
            value: 'closed',
            label: <Choice icon={<IconMoon size={15} aria-hidden />}>{t`Out of hours`}</Choice>,
          },
        ]}
      />
      <div className={classes.until}>
        <MomentField label={t`Until, ${zone}`} zone={zone} required value={until} onChange={setUntil} />
        <Button variant="default" onClick={later}>
          <Trans>+30 min</Trans>
        </Button>
        {boundary && boundary - Date.now() < 86_400_000 && (
          <Button variant="default" onClick={() => setUntil(localInput(boundary, zone))}>
            {clockTime(boundary, zone, i18n.locale)}
          </Button>
        )}
      </div>
      <TextInput
        aria-label={t`Why`}
        placeholder={t`Why, such as: Lobby flooded`}
        data-longest={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {set.error && <Refusal error={set.error} zone={zone} />}
      <Button type="submit" variant="default" loading={set.isPending}>
        {open ? <Trans>Switch to in hours</Trans> : <Trans>Switch to out of hours</Trans>}
      </Button>
      <p className="meta">
        <Trans>Ends by itself. The desk sees who set it and why.</Trans>
      </p>
    </form>
  )
}

/** Somebody else switched in between (N12): who, and to what. */
function Refusal({ error, zone }: { error: Error; zone: string }) {
  const { i18n } = useLingui()
  const stale = error instanceof ApiRefusal && error.code === 'stale-version'
  const theirs = stale ? (error.details?.current as Override | undefined) : undefined
  if (!theirs?.until) return <Wrong error={error} />
  const { by, open, until, liftedAt } = theirs
  const end = whenInWords(until, Date.now(), zone, i18n.locale)
  return (
    <div role="alert">
      <Note tone="wait" icon={<IconUsers size={16} aria-hidden />}>
        {liftedAt !== null ? (
          <Trans>The override was ended in between.</Trans>
        ) : open ? (
          <Trans>
            {by} switched to in hours in between, until {end}.
          </Trans>
        ) : (
          <Trans>
            {by} switched to out of hours in between, until {end}.
          </Trans>
        )}{' '}
        <Trans>Switch once more if yours is to hold.</Trans>
      </Note>
    </div>
  )
}

function Choice({ icon, children }: { icon: React.ReactNode; children: string }) {
  return (
    <span className={classes.choice}>
      {icon}
      {children}
    </span>
  )
}

const roundUp = (at: number): number => Math.ceil(at / (15 * minute)) * 15 * minute

/** As a `MomentField` holds it. */
const localInput = (at: number, zone: string): string =>
  localOfInstant(at, zone).slice(0, 16).replace(' ', 'T')
