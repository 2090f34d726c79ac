/**
 * The next days of a number as bars of one local day each: in hours full, out of hours an empty track, events hatched.
 * Below, when settings change, a lane of versions. Also as a hidden list, for those who read rather than look.
 */
import { Trans, useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import type { CSSProperties } from 'react'
import { type Day, daysOf, type Stretch, share, timesWithin } from './days-of-strip.ts'
import classes from './fourteen-days.module.css'
import { clockTime, localDay, shortDate, weekdayAndDay } from './time.ts'

export interface Lane {
  readonly key: string
  readonly label: string
  /** Days it covers in this picture. */
  readonly days: number
  readonly next: boolean
  /** Leads to what it is about. */
  readonly onOpen?: (() => void) | undefined
}

interface Props {
  readonly stretches: readonly Stretch[]
  readonly zone: string
  /** Epoch ms. */
  readonly now: number
  readonly lanes?: readonly Lane[]
  /** Of a number that nobody can call yet. */
  readonly pale?: boolean
}

export function FourteenDays({ stretches, zone, now, lanes, pale = false }: Props) {
  const { t, i18n } = useLingui()
  const days = daysOf(stretches, zone)
  const describe = (day: Day) =>
    wordsOf(day, {
      zone,
      locale: i18n.locale,
      closed: { text: t`Closed`, short: t({ message: 'Closed', context: 'day on a phone' }) },
      open: t({ message: 'Open', context: 'hours' }),
    })
  return (
    <figure className={classes.figure} data-pale={pale || undefined}>
      <div
        className={classes.strip}
        role="img"
        aria-label={t`Hours of the next ${days.length} days; a list follows`}
      >
        {days.map((day, index) => {
          const today = now >= day.start && now < day.end
          const event = day.parts.find(({ special }) => special)
          return (
            <div key={day.key} className={classes.day} data-today={today || undefined}>
              <div className={classes.date}>
                <span data-wide>
                  {today
                    ? t`Today ${dayOfMonth(day.start, zone)}`
                    : dateAfter(days[index - 1], day, zone, i18n.locale)}
                </span>
                <span data-narrow>{weekdayAndDay(day.start, zone, i18n.locale)}</span>
              </div>
              <div className={classes.track}>
                {day.parts
                  .filter(({ open, special }) => open || special)
                  .map(({ from, left, width, special }) => (
                    <i
                      key={String(from)}
                      data-special={special || undefined}
                      style={{ insetInlineStart: `${left}%`, width: `${width}%` }}
                    />
                  ))}
                {today && <u style={{ insetInlineStart: `${share(now, day)}%` }} />}
              </div>
              <div className={classes.below} data-special={event ? true : undefined}>
                <Caption {...(named(event) ?? describe(day))} />
              </div>
            </div>
          )
        })}
      </div>
      {lanes && lanes.length > 0 && (
        <div
          className={classes.lanes}
          style={{ '--lanes': lanes.map(({ days: n }) => `${n}fr`).join(' ') } as CSSProperties}
        >
          {lanes.map(({ key, label, next, onOpen }) => (
            <span key={key} data-next={next || undefined} className="cut">
              {onOpen ? (
                <UnstyledButton className={classes.opens} onClick={onOpen}>
                  {label}
                </UnstyledButton>
              ) : (
                label
              )}
            </span>
          ))}
        </div>
      )}
      <figcaption className={classes.closing}>
        <Trans>Times are those of closing.</Trans>
      </figcaption>
      <ul className="unseen">
        {days.map((day) => (
          <li key={day.key}>
            {shortDate(day.start, zone, i18n.locale)}:{' '}
            {day.parts.map((part) => partInWords(day, part)).join(', ')}
          </li>
        ))}
      </ul>
    </figure>
  )

  function partInWords(day: Day, stretch: Stretch): string {
    const { open, special, label } = stretch
    const state = special ? (label ?? (open ? t`open` : t`closed`)) : open ? t`in hours` : t`out of hours`
    return `${timesWithin(day, stretch, zone, i18n.locale)} ${state}`
  }
}

/** A strip names a month once, where it begins. */
const dateAfter = (before: Day | undefined, { key, start }: Day, zone: string, locale: string): string =>
  before?.key.slice(0, 7) === key.slice(0, 7)
    ? weekdayAndDay(start, zone, locale)
    : shortDate(start, zone, locale)

const dayOfMonth = (at: number, zone: string): string => String(Number(localDay(at, zone).slice(8)))

interface Words {
  readonly text: string
  /** Where a day is no wider than its closing time: on a phone. */
  readonly short: string
}

const named = (event: Stretch | undefined): Words | undefined =>
  event?.label === undefined ? undefined : { text: event.label, short: event.short ?? event.label }

const Caption = ({ text, short }: Words) =>
  text === short ? (
    text
  ) : (
    <>
      <span data-roomy>{text}</span>
      <span data-tight>{short}</span>
    </>
  )

function wordsOf(
  { parts }: Day,
  { zone, locale, closed, open }: { zone: string; locale: string; closed: Words; open: string },
): Words {
  const last = parts.filter((part) => part.open).at(-1)
  if (!last) return closed
  if (parts.every((part) => part.open)) return { text: open, short: open }
  const short = clockTime(last.until, zone, locale)
  return { text: locale.startsWith('de') ? `bis ${short}` : `to ${short}`, short }
}
