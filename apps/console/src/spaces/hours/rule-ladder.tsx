/** "Right now": every rule in the order in which it counts (M9), the one that wins named and tinted, and what comes next. */

import { Trans, useLingui } from '@lingui/react/macro'
import { isOpen, nextChange, type OpeningHours } from '@mainline/pbx'
import { Button } from '@mantine/core'
import { IconArrowRight, IconCalendarEvent, IconClock, IconHandStop, IconUrgent } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type AnswerOf, api } from '../../api/client.ts'
import { Quoted } from '../../parts/quoted.tsx'
import { clockTime, durationInWords, shortDate, whenInWords } from '../../parts/time.ts'
import { useMinute } from '../../parts/use-minute.ts'
import { may, useMe } from '../../session.ts'
import type { Site } from '../site-layout.tsx'
import { isOver, startOf } from './events/event-time.ts'
import { useEventWords } from './events/event-words.ts'
import { type SiteEvent, useSiteEvents } from './events/use-site-events.ts'
import classes from './rule-ladder.module.css'
import { useOverrides, useRefreshOverrides } from './use-overrides.ts'
import { useSiteHours } from './weekly-card.tsx'

type Rules = AnswerOf<'getSiteRule'>

export function RuleLadder({ site }: { site: Site }) {
  const { t, i18n } = useLingui()
  const now = useMinute()
  const zone = site.timeZone
  const { data: rules } = useSuspenseQuery({
    queryKey: ['site-rule', site.id],
    queryFn: () => api.getSiteRule({ params: { siteId: site.id } }),
    refetchInterval: 30_000,
  })
  const { hours } = useSiteHours(site.id)
  const { manual, emergency } = useOverrides(site.id)
  const { rule, until } = rules.now
  const when = (at: string | number) => whenInWords(at, now, zone, i18n.locale)
  return (
    <section className={`card ${classes.ladder}`} aria-live="polite" aria-labelledby="right-now">
      <header className={classes.head}>
        <h2 id="right-now">
          <Trans>Right now</Trans>
        </h2>
        <time className="middle figures">
          {shortDate(now, zone, i18n.locale)}, {clockTime(now, zone, i18n.locale)}
        </time>
        <p className={classes.sentence}>
          <strong>{rules.now.open ? <Trans>In hours</Trans> : <Trans>Out of hours</Trans>}</strong>
          {until && (
            <>
              {' '}
              <Trans>
                until <strong className="figures">{when(until)}</strong>
              </Trans>
            </>
          )}
          , <Because rule={rule} manual={manual?.by} />.
        </p>
      </header>
      <ol className={classes.rungs}>
        <Rung
          icon={<IconUrgent size={16} stroke={1.8} aria-hidden />}
          title={t`Emergency closure`}
          wins={rule === 'emergency' && t`Emergency closure wins`}
          tone="bad"
          off={!emergency}
        >
          {emergency ? (
            <>
              {emergency.reason && (
                <>
                  <Quoted>{emergency.reason}</Quoted>.{' '}
                </>
              )}
              <Trans>
                Closed by {emergency.by}, {when(emergency.since)}.
              </Trans>
            </>
          ) : (
            t`not set`
          )}
        </Rung>
        <Rung
          icon={<IconHandStop size={16} stroke={1.8} aria-hidden />}
          title={t`Manual override`}
          wins={rule === 'override' && t`Manual override wins`}
          off={!manual}
          action={manual && <EndNow site={site} overrideId={manual.id} />}
        >
          {manual ? (
            <>
              {manual.open ? t`In hours` : t`Out of hours`}
              {manual.until && <> {t`until ${when(manual.until)}`}</>}
              {manual.reason && (
                <>
                  , <Quoted>{manual.reason}</Quoted>
                </>
              )}
              . <Trans>Set {when(manual.since)}</Trans>
              {manual.until && <>, {t`${durationInWords(minutesLeft(manual.until, now) * 60)} left`}</>}.
            </>
          ) : (
            t`not set`
          )}
        </Rung>
        <EventRung site={site} rules={rules} now={now} />
        <Rung
          icon={<IconClock size={16} stroke={1.8} aria-hidden />}
          title={t`Weekly hours`}
          wins={rule === 'weekly' && t`Weekly hours win`}
          tone="here"
          off={false}
        >
          <WeeklyWords hours={hours} zone={zone} now={now} wins={rule === 'weekly'} when={when} />
        </Rung>
        {rules.next && until && (
          <li className={classes.next}>
            <IconArrowRight size={16} stroke={1.8} aria-hidden />
            <span>
              <strong className="figures">
                <Trans>Next, {when(until)}:</Trans>
              </strong>{' '}
              {rules.next.open ? <Trans>in hours</Trans> : <Trans>out of hours</Trans>}
              {rules.next.until && <> {t`until ${when(rules.next.until)}`}</>},{' '}
              <ByRule rule={rules.next.rule} />
            </span>
          </li>
        )}
      </ol>
    </section>
  )
}

const minutesLeft = (until: string, now: number): number =>
  Math.max(0, Math.round((Date.parse(until) - now) / 60_000))

interface RungProps {
  readonly icon: ReactNode
  readonly title: string
  /** Its title when it wins. */
  readonly wins: string | false
  readonly tone?: 'bad' | 'here'
  readonly off: boolean
  readonly action?: ReactNode
  readonly children: ReactNode
}

function Rung({ icon, title, wins, tone, off, action, children }: RungProps) {
  return (
    <li
      className={classes.rung}
      data-wins={wins ? (tone ?? 'by-date') : undefined}
      data-off={(off && !wins) || undefined}
    >
      {icon}
      <div>
        <div className={classes.title}>
          {wins ? <strong>{wins}</strong> : <span>{title}</span>}
          {action}
        </div>
        <div className="meta">{children}</div>
      </div>
    </li>
  )
}

function EventRung({ site, rules, now }: { site: Site; rules: Rules; now: number }) {
  const { t } = useLingui()
  const words = useEventWords(site)
  const { events } = useSiteEvents(site)
  const ofSite = events.filter(
    ({ excluded, organizationId, numberId }) => !excluded && !organizationId && !numberId,
  )
  const ruling = ofSite.find(({ id }) => id === rules.now.eventId)
  const ahead = ofSite.filter((event) => !isOver(event, site.timeZone, now))
  // Outranked, it is there all the same; what was dated by hand goes before a date of a rule.
  const begun = ahead.filter((event) => startOf(event, site.timeZone) <= now)
  const outranked = begun.find(({ recurring }) => !recurring) ?? begun[0]
  const next = ahead.find((event) => startOf(event, site.timeZone) > now)
  const say = (event: SiteEvent) => `${words.when(event)}, ${event.name}`
  return (
    <Rung
      icon={<IconCalendarEvent size={16} stroke={1.8} aria-hidden />}
      title={t`Dated event`}
      wins={rules.now.rule === 'event' && t`Dated event wins`}
      off={!ruling && !outranked}
    >
      {ruling
        ? say(ruling)
        : outranked
          ? t({ message: `would say: ${say(outranked)}`, context: 'dated event' })
          : next
            ? t`none now; next ${say(next)}`
            : t`none`}
    </Rung>
  )
}

interface WeeklyProps {
  readonly hours: OpeningHours
  readonly zone: string
  readonly now: number
  readonly wins: boolean
  readonly when: (at: number) => string
}

function WeeklyWords({ hours, zone, now, wins, when }: WeeklyProps) {
  const { t } = useLingui()
  const change = nextChange(hours, zone, now)
  const until = change === undefined ? '' : ` ${t`until ${when(change)}`}`
  const state = isOpen(hours, zone, now) ? t`in hours` : t`out of hours`
  return wins ? `${state}${until}` : t`would say: ${state + until}`
}

function EndNow({ site, overrideId }: { site: Site; overrideId: string }) {
  const me = useMe()
  const refresh = useRefreshOverrides(site.id)
  const lift = useMutation({
    mutationFn: () => api.liftOverride({ params: { overrideId } }),
    onSettled: refresh,
  })
  if (!may(me, 'lift-override')) return null
  return (
    <>
      <Button variant="default" size="compact-sm" loading={lift.isPending} onClick={() => lift.mutate()}>
        <Trans>End now</Trans>
      </Button>
      {lift.error && (
        <p role="alert" className={`meta ${classes.refused}`}>
          {lift.error.message}
        </p>
      )}
    </>
  )
}

function Because({ rule, manual }: { rule: Rules['now']['rule']; manual: string | undefined }) {
  switch (rule) {
    case 'emergency':
      return <Trans>because of the emergency closure</Trans>
    case 'override':
      return manual ? (
        <Trans>because {manual} switched it</Trans>
      ) : (
        <Trans>because it was switched by hand</Trans>
      )
    case 'event':
      return <Trans>because of a dated event</Trans>
    default:
      return <Trans>by weekly hours</Trans>
  }
}

function ByRule({ rule }: { rule: Rules['now']['rule'] }) {
  switch (rule) {
    case 'emergency':
      return <Trans>by the emergency closure</Trans>
    case 'override':
      return <Trans>by the override</Trans>
    case 'event':
      return <Trans>by a dated event</Trans>
    default:
      return <Trans>by weekly hours</Trans>
  }
}
