/**
 * The next days of a number as bars of one local day each: in hours full, out of hours an empty track, events hatched.
 * Below, when settings change, a lane of versions. Also as a hidden list, for those who read rather than look.
 */
import { Trans, useLingui } from '@lingui/react/macro'
import classes from './fourteen-days.module.css'
import { clockTime, localDay, shortDate, weekdayAndDay } from './time.ts'

/** A stretch under one rule. Instants are ISO 8601 or epoch ms. */
export interface Stretch {
  readonly from: string | number
  readonly until: string | number
  readonly open: boolean
  /** An event, override or closure rules, not the weekly hours. */
  readonly special: boolean
  /** Its name, for the line below the bar. */
  readonly label?: string | undefined
}

export interface Lane {
  readonly key: string
  readonly label: string
  /** Days it covers in this picture. */
  readonly days: number
  readonly next: boolean
}

interface Props {
  readonly stretches: readonly Stretch[]
  readonly zone: string
  /** Epoch ms. */
  readonly now: number
  readonly lanes?: readonly Lane[]
}

interface Day {
  readonly key: string
  readonly start: number
  readonly end: number
  readonly parts: readonly (Stretch & { left: number; width: number })[]
}

export function FourteenDays({ stretches, zone, now, lanes }: Props) {
  const { t, i18n } = useLingui()
  const days = daysOf(stretches, zone)
  const describe = (day: Day) =>
    wordsOf(day, {
      zone,
      locale: i18n.locale,
      closed: t`Closed`,
      open: t({ message: 'Open', context: 'hours' }),
    })
  return (
    <figure className={classes.figure}>
      <div
        className={classes.strip}
        role="img"
        aria-label={t`Hours of the next ${days.length} days; a list follows`}
      >
        {days.map((day) => {
          const today = now >= day.start && now < day.end
          const event = day.parts.find(({ special }) => special)
          return (
            <div key={day.key} className={classes.day} data-today={today || undefined}>
              <div className={classes.date}>
                <span data-wide>
                  {today ? t`Today ${dayOfMonth(day.start, zone)}` : shortDate(day.start, zone, i18n.locale)}
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
                {event?.label ?? <Caption {...describe(day)} />}
              </div>
            </div>
          )
        })}
      </div>
      {lanes && lanes.length > 0 && (
        <div
          className={classes.lanes}
          style={{ gridTemplateColumns: lanes.map(({ days: n }) => `${n}fr`).join(' ') }}
        >
          {lanes.map(({ key, label, next }) => (
            <span key={key} data-next={next || undefined} className="cut">
              {label}
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
            {shortDate(day.start, zone, i18n.locale)}: {day.parts.map((part) => partInWords(part)).join(', ')}
          </li>
        ))}
      </ul>
    </figure>
  )

  function partInWords({ from, until, open, special, label }: Stretch): string {
    const state = special ? (label ?? (open ? t`open` : t`closed`)) : open ? t`in hours` : t`out of hours`
    return `${clockTime(from, zone, i18n.locale)}–${clockTime(until, zone, i18n.locale)} ${state}`
  }
}

const ms = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at))

/** Cuts the stretches at local midnights; a day may have 23 or 25 hours. */
export function daysOf(stretches: readonly Stretch[], zone: string): readonly Day[] {
  const first = stretches[0]
  const last = stretches.at(-1)
  if (!first || !last) return []
  const days: Day[] = []
  const end = ms(last.until)
  for (let start = midnightBefore(ms(first.from), zone); start < end; ) {
    const next = midnightAfter(start, zone)
    const day = { start, end: next }
    const parts = stretches
      .filter(({ from, until }) => ms(from) < next && ms(until) > start)
      .map((stretch) => {
        const left = share(Math.max(ms(stretch.from), start), day)
        return { ...stretch, left, width: share(Math.min(ms(stretch.until), next), day) - left }
      })
    // What remains of a day at the end of the picture is no day.
    if (end - start > (next - start) / 2 || days.length === 0)
      days.push({ key: localDay(start, zone), ...day, parts })
    start = next
  }
  return days
}

const share = (at: number, { start, end }: { start: number; end: number }): number =>
  ((at - start) / (end - start)) * 100

const hour = 3_600_000

function midnightBefore(at: number, zone: string): number {
  const day = localDay(at, zone)
  let start = at - (at % (hour / 4))
  while (localDay(start - hour / 4, zone) === day) start -= hour / 4
  return start
}

function midnightAfter(start: number, zone: string): number {
  const day = localDay(start, zone)
  let next = start + 22 * hour
  while (localDay(next, zone) === day) next += hour / 4
  return next
}

const dayOfMonth = (at: number, zone: string): string => String(Number(localDay(at, zone).slice(8)))

interface Words {
  readonly text: string
  /** Where a day is no wider than its closing time: on a phone. */
  readonly short: string
}

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
  { zone, locale, closed, open }: { zone: string; locale: string; closed: string; open: string },
): Words {
  const last = parts.filter((part) => part.open).at(-1)
  if (!last) return { text: closed, short: closed }
  if (parts.every((part) => part.open)) return { text: open, short: open }
  const short = clockTime(last.until, zone, locale)
  return { text: locale.startsWith('de') ? `bis ${short}` : `to ${short}`, short }
}
