/** The read-only summary of a main number (M4): whom a caller reaches right now, both routes, facts, the next 14 days. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPlayerTrackNext } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AnswerOf } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { said } from '../api/server-words.ts'
import type { Stretch } from '../parts/days-of-strip.ts'
import { FourteenDays, type Lane } from '../parts/fourteen-days.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { SkeletonRows } from '../parts/states.tsx'
import { shortDate } from '../parts/time.ts'
import { may, useMe } from '../session.ts'
import { DAYS } from './asked.ts'
import { MainFacts } from './main-facts.tsx'
import type { PhoneNumber } from './main-number.tsx'
import classes from './main-summary.module.css'
import { summaryQuery } from './queries.ts'
import { useTelephonySearch } from './search.ts'
import { Sentence } from './sentence.tsx'
import { type Route, SettingsRoute, useShortStepNames } from './settings-route.tsx'
import type { Site } from './telephony.tsx'

export type MainNumberSummary = AnswerOf<'getMainNumber'>
export type Preview = AnswerOf<'previewNumber'>

interface Props {
  readonly site: Site
  /** What can be done, where it stands under the sentence: on a phone. */
  readonly actions?: ReactNode
}

export function MainSummary({ number, ...props }: Props & { number: PhoneNumber }) {
  const found = useSummary(number.id)
  return found ? <Summary {...found} {...props} /> : <SkeletonRows rows={14} height={28} />
}

type Found = NonNullable<ReturnType<typeof useSummary>>

function Summary({ summary, preview, settings, site, actions }: Props & Found) {
  const { t } = useLingui()
  const [, change] = useTelephonySearch()
  const me = useMe()
  const short = useShortStepNames()
  const lanes = useLanes(preview, summary)
  const stretchOf = useStretches()
  const { rightNow } = summary
  if (!rightNow) return null
  const zone = site.timeZone
  const following = rightNow.next?.open ? settings.inHours : settings.outOfHours
  return (
    <>
      <Sentence
        preview={preview}
        zone={zone}
        next={rightNow.next}
        then={meetsFirst(preview, following) ? undefined : firstOf(following, short)}
      />
      {actions}
      <div className={classes.columns}>
        <SettingsRoute
          title={t`In hours`}
          note={said(summary.settings?.hours.inWords ?? '')}
          route={settings.inHours}
          greeting={summary.voicemail?.greetings.inHours}
          current={preview.ruling.open && begins(preview, settings.inHours)}
          summary={summary}
        />
        <SettingsRoute
          title={t`Out of hours`}
          note={t`all other times`}
          route={settings.outOfHours}
          greeting={summary.voicemail?.greetings.outOfHours}
          current={!preview.ruling.open && begins(preview, settings.outOfHours)}
          summary={summary}
        />
        <MainFacts
          summary={summary}
          changedAt={settings.changedAt}
          changedBy={settings.changedBy}
          zone={zone}
        />
      </div>
      <div className={classes.days} data-picture="days">
        <div className={classes.daysHead}>
          <h3>
            <Plural value={DAYS} one="Next day" other="Next # days" />
          </h3>
          <DaysLegend />
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlayerTrackNext size={15} aria-hidden />}
            rightSection={<KeyHint>T</KeyHint>}
            aria-keyshortcuts="T"
            onClick={() => change({ dialog: 'try' })}
          >
            <Trans>Try it at…</Trans>
          </Button>
        </div>
        <FourteenDays
          stretches={preview.strip.map(stretchOf)}
          zone={zone}
          now={Date.parse(preview.at)}
          lanes={lanes(
            t`Version ${settings.version}: ${settings.inHours.steps.map(short).join(', ')}`,
            may(me, 'list-dated-changes')
              ? () => change({ dialog: 'call-settings', panel: 'dated' })
              : undefined,
          )}
        />
      </div>
    </>
  )
}

/** undefined until it is known. Not by suspense: React holds back for 300 ms what takes the place of a skeleton. */
function useSummary(numberId: string) {
  const query = summaryQuery(numberId)
  const { data } = useQuery({ ...query, throwOnError: (_, { state }) => state.data === undefined })
  useRefreshOn(['number', 'settings', 'schedule', 'device', 'message'], query.queryKey)
  return data
}

export function DaysLegend() {
  return (
    <div className={`${classes.legend} meta`}>
      <span>
        <i />
        <Trans>In hours</Trans>
      </span>
      <span>
        <i data-kind="out" />
        <Trans>Out of hours</Trans>
      </span>
      <span>
        <i data-kind="event" />
        <Trans>Event or override</Trans>
      </span>
    </div>
  )
}

/** Whether a call now begins with the first step of the route: an event or a dated change may have a route of its own. */
const begins = ({ path }: Preview, route: Route): boolean =>
  isFirst(
    path.find(({ step }) => step !== 'arrival'),
    route,
  )

/** Whether whoever a caller meets first now is whom that route begins with: where nothing would ring, a step is skipped. */
const meetsFirst = ({ path }: Preview, route: Route): boolean =>
  isFirst(
    path.find(({ step, outcome }) => step !== 'arrival' && outcome !== 'skipped'),
    route,
  )

function isFirst(taken: Preview['path'][number] | undefined, { steps: [first] }: Route): boolean {
  if (first === undefined || taken?.step !== first.target) return false
  return first.target !== 'forward' || taken.target === first.number
}

/** Whom the caller would meet first on this route. */
const firstOf = ({ steps }: Route, short: (step: Route['steps'][number]) => string): string =>
  steps[0] ? short(steps[0]) : ''

/** A stretch of the strip; what is set by hand has no name of its own. */
export function useStretches(): (part: Preview['strip'][number]) => Stretch {
  const { t } = useLingui()
  const byHand: Readonly<Record<string, { label: string; short: string }>> = {
    override: { label: t`Override`, short: t`By hand` },
    emergency: {
      label: t`Emergency closure`,
      short: t({ message: 'Closed', context: 'day on a phone' }),
    },
  }
  return ({ from, until, ruling }) => {
    const special = ruling.rule !== 'weekly' && ruling.rule !== 'direct'
    const named = byHand[ruling.rule] ?? { label: /“(.+?)”/.exec(ruling.reason)?.[1] }
    return { from, until, open: ruling.open, special, ...(special && named) }
  }
}

/** One lane for each run of days under the same settings, when more than one set holds in the picture. */
function useLanes(
  preview: Preview,
  { datedChanges }: MainNumberSummary,
): (present: string, onOpen: (() => void) | undefined) => readonly Lane[] {
  const { t, i18n } = useLingui()
  // Days of the site's own calendar, whatever the zone: noon is of the same day everywhere.
  const day = (local: string) => shortDate(`${local.slice(0, 10)}T12:00Z`, 'UTC', i18n.locale)
  return (present, onOpen) =>
    lanesOf(preview, present, ({ id, name }) => {
      const known = datedChanges.find((each) => each.id === id)
      return known ? t`${name}, ${day(known.from)} until ${day(known.until)}` : name
    }).map((lane) => ({ ...lane, onOpen: lane.next ? onOpen : undefined }))
}

function lanesOf(
  preview: Preview,
  present: string,
  nameOf: (change: NonNullable<Preview['ruling']['change']>) => string,
): readonly Lane[] {
  const lanes: { key: string; label: string; ms: number; next: boolean }[] = []
  for (const { from, until, ruling } of preview.strip) {
    const label = ruling.change ? nameOf(ruling.change) : present
    const ms = Date.parse(until) - Date.parse(from)
    const last = lanes.at(-1)
    if (last && last.label === label) last.ms += ms
    else lanes.push({ key: `${from}`, label, ms, next: ruling.change !== null })
  }
  if (lanes.length < 2 && !lanes[0]?.next) return []
  return lanes.map(({ key, label, ms, next }) => ({ key, label, next, days: ms / 86_400_000 }))
}
