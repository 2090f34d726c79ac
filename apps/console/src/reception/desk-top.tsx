/** The line at the top: which reception, what I am, how it goes, whether the seat can ring. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import { IconLogout, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { localDay } from '../parts/time.ts'
import { LiveState } from '../shell/live-state.tsx'
import classes from './desk.module.css'
import type { Desk, Sight } from './desk-state.ts'
import { Elapsed } from './elapsed.tsx'

interface Props {
  readonly desk: Desk
  readonly sight: Sight
  readonly ahead: number
  readonly sound: boolean
  readonly onSound: (on: boolean) => void
  readonly onPresence: (presence: 'ready' | 'away') => void
  readonly onLeave: () => void
}

export function DeskTop({ desk, sight, ahead, sound, onSound, onPresence, onLeave }: Props) {
  const { t } = useLingui()
  const { seat, waiting } = sight
  const ready = desk.seats.filter(({ state }) => state === 'ready').length
  const first = waiting.reduce<string | undefined>(
    (least, { since }) => (least === undefined || since < least ? since : least),
    undefined,
  )
  return (
    <header className={classes.top}>
      <h1 className={classes.site}>{t`${desk.siteName} reception`}</h1>
      <SegmentedControl
        size="xs"
        aria-label={t`My state`}
        value={seat?.state === 'away' ? 'away' : 'ready'}
        onChange={(value) => onPresence(value as 'ready' | 'away')}
        data={[
          {
            value: 'ready',
            label: seat?.state === 'talking' ? t`Talking` : seat?.state === 'wrap-up' ? t`Wrap-up` : t`Ready`,
          },
          { value: 'away', label: t`Away` },
        ]}
      />
      {seat?.state === 'wrap-up' && (
        <button type="button" className={classes.link} onClick={() => onPresence('ready')}>
          <Trans>Next call now</Trans>
        </button>
      )}
      <dl className={classes.kpis}>
        <Figure label={t`waiting`}>{waiting.length}</Figure>
        <Figure label={t`longest`}>
          {first ? <Elapsed since={first} ahead={ahead} promise={desk.promiseSeconds} /> : '–'}
        </Figure>
        <InTime desk={desk} />
        <Figure label={t`seats ready`}>{ready}</Figure>
      </dl>
      <span className={classes.end}>
        <LiveState />
        <Tooltip label={sound ? t`Sound off` : t`Sound on`}>
          <ActionIcon
            variant="subtle"
            aria-label={t`Sound`}
            aria-pressed={sound}
            onClick={() => onSound(!sound)}
          >
            {sound ? <IconVolume size={16} aria-hidden /> : <IconVolumeOff size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t`Leave the seat`}>
          <ActionIcon variant="subtle" aria-label={t`Leave the seat`} onClick={onLeave}>
            <IconLogout size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Link to="/" className={classes.link}>
          <Trans>Console</Trans>
        </Link>
      </span>
    </header>
  )
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  )
}

/** Of today's calls: how many were answered within what is promised. */
function InTime({ desk: { siteId, promiseSeconds, zone } }: { desk: Desk }) {
  const { t } = useLingui()
  const { data } = useQuery({
    queryKey: ['reception-today', siteId],
    queryFn: () => {
      // The day of the site, a few hours more at its edges: calls at night are few.
      const day = localDay(Date.now(), zone)
      const to = new Date(Date.now() + 60_000).toISOString()
      return api.getReceptionFigures({ params: { siteId }, query: { from: `${day}T00:00:00Z`, to } })
    },
    refetchInterval: 30_000,
  })
  const { answered = 0, inTime = 0 } = data?.total ?? {}
  return (
    <Figure label={t`within ${promiseSeconds} s today`}>
      {answered === 0 ? '–' : `${Math.round((100 * inTime) / answered)}\u00a0%`}
    </Figure>
  )
}
