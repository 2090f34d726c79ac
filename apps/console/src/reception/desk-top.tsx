/** The line at the top: which reception, what I am, how it goes, whether the seat can ring. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import { IconLogout, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Clock } from '../parts/clock.tsx'
import { Elapsed } from '../parts/elapsed.tsx'
import { LiveState } from '../shell/live-state.tsx'
import { AwayReason } from './away-reason.tsx'
import classes from './desk.module.css'
import type { Desk, Sight } from './desk-state.ts'
import { longestWaiting } from './longest-waiting.ts'
import { SeatFallback } from './seat-fallback.tsx'
import { SeatWord } from './seat-state.tsx'
import { shareInTime, useReceptionToday } from './use-reception-today.ts'

interface Props {
  readonly desk: Desk
  readonly sight: Sight
  readonly ahead: number
  readonly sound: boolean
  readonly onSound: (on: boolean) => void
  readonly onPresence: (presence: 'ready' | 'away', reason?: string | null) => void
  readonly onLeave: () => void
  /** Microphone and loudspeaker of a seat that is in this page. */
  readonly headset: React.ReactNode
}

export function DeskTop({ desk, sight, ahead, sound, onSound, onPresence, onLeave, headset }: Props) {
  const { t } = useLingui()
  const { seat, waiting } = sight
  const ready = desk.seats.filter(({ state }) => state === 'ready').length
  const isAway = seat?.state === 'away'
  const first = longestWaiting(waiting)?.since
  return (
    <header className={classes.top}>
      <h1 className={classes.site}>{t`${desk.siteName} reception`}</h1>
      <SegmentedControl
        size="xs"
        aria-label={t`My state`}
        value={isAway ? 'away' : 'ready'}
        onChange={(value) => onPresence(value as 'ready' | 'away')}
        data={[
          {
            value: 'ready',
            label: <SeatWord state={isAway ? 'ready' : (seat?.state ?? 'ready')} on={!isAway} />,
          },
          { value: 'away', label: <SeatWord state="away" on={isAway} /> },
        ]}
      />
      {seat?.state === 'away' && (
        <AwayReason reason={seat.reason} onReason={(reason) => onPresence('away', reason)} />
      )}
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
        {headset}
        <LiveState />
        <Clock zone={desk.zone} ahead={ahead} seconds className={classes.clock} />
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
        {seat && <SeatFallback desk={desk} seat={seat} />}
        <Tooltip label={t`Leave the seat`}>
          <ActionIcon variant="subtle" aria-label={t`Leave the seat`} onClick={onLeave}>
            <IconLogout size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Link to="/reception/wallboard" search={{ site: desk.siteId }} className={classes.link}>
          <Trans>Wallboard</Trans>
        </Link>
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
function InTime({ desk }: { desk: Desk }) {
  const { t } = useLingui()
  const { promiseSeconds } = desk
  const today = useReceptionToday(desk)
  return (
    <Figure label={t`within ${promiseSeconds} s today`}>{(today && shareInTime(today.total)) ?? '–'}</Figure>
  )
}
