/** One of the two routes, as saved: step by step, with what each step means now. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { AnswerOf } from '../api/client.ts'
import { printed, withUnit } from '../parts/numbers.ts'
import { type RouteStep, RouteSteps } from '../parts/route-steps.tsx'
import { Status } from '../parts/state-badge.tsx'
import { durationInWords } from '../parts/time.ts'
import classes from './main-summary.module.css'
import type { MainNumberSummary } from './main-summary.tsx'

type Greeting = NonNullable<MainNumberSummary['voicemail']>['greetings']['inHours']
export type Route = AnswerOf<'getCallSettings'>['inHours']
type Step = Route['steps'][number]

interface Props {
  readonly title: string
  readonly note: string
  readonly route: Route
  /** What a caller hears where this route comes to voicemail. */
  readonly greeting: Greeting | undefined
  /** The first step is the one that a caller meets now. */
  readonly current: boolean
  readonly summary: MainNumberSummary
}

export function SettingsRoute({ title, note, route, greeting, current, summary }: Props) {
  const { t } = useLingui()
  const names = useStepNames()
  const steps = route.steps.map(
    (step, index): RouteStep => ({
      key: `${index} ${step.target}`,
      title: names(step),
      below: <Meaning step={step} greeting={greeting} summary={summary} />,
      limit: step.target === 'voicemail' ? t`ends` : withUnit(step.limitSeconds, 's'),
      current: current && index === 0,
    }),
  )
  return (
    <div>
      <div className={classes.routeHead}>
        <h3>{title}</h3>
        <span className="middle figures">{note}</span>
      </div>
      <RouteSteps steps={steps} label={title} />
    </div>
  )
}

/** What a step is called. */
export function useStepNames(): (step: Step) => string {
  const { t } = useLingui()
  return (step) => {
    switch (step.target) {
      case 'hunt-group':
        return t`In Space hunt group`
      case 'reception':
        return t`Main reception`
      case 'voicemail':
        return t`Voicemail`
      case 'forward':
        return t`Forward to ${printed(step.number)}`
    }
  }
}

/** The same in a few words, within a sentence or a lane. */
export function useShortStepNames(): (step: Step) => string {
  const { t } = useLingui()
  return (step) => {
    switch (step.target) {
      case 'hunt-group':
        return t({ message: 'hunt group', context: 'step of a route' })
      case 'reception':
        return t({ message: 'reception', context: 'step of a route' })
      case 'voicemail':
        return t({ message: 'voicemail', context: 'step of a route' })
      case 'forward':
        return printed(step.number)
    }
  }
}

interface MeaningProps extends Pick<Props, 'greeting' | 'summary'> {
  readonly step: Step
}

function Meaning({ step, greeting, summary }: MeaningProps): ReactNode {
  const { members, seatsReady } = summary
  if (step.target === 'reception')
    return seatsReady > 0 ? (
      <Plural value={seatsReady} one="# seat ready" other="# seats ready" />
    ) : (
      <Status tone="wait" icon={<IconAlertTriangle size={14} aria-hidden />}>
        <Trans>Nobody is ready; skipped at once</Trans>
      </Status>
    )
  if (step.target === 'hunt-group') {
    const ringing = members.filter(({ kind, registered }) => kind === 'external' || registered > 0).length
    if (members.length === 0)
      return (
        <Status tone="wait" icon={<IconAlertTriangle size={14} aria-hidden />}>
          <Trans>Nobody is a member; skipped at once</Trans>
        </Status>
      )
    if (ringing < members.length)
      return (
        <Status tone="wait" icon={<IconAlertTriangle size={14} aria-hidden />}>
          <Trans>
            {ringing} of {members.length} would ring
          </Trans>
        </Status>
      )
    return (
      <Trans>
        {ringing} of {members.length} would ring
      </Trans>
    )
  }
  if (step.target === 'voicemail')
    return (
      <>
        <GreetingHeard greeting={greeting} />
        {step.receptionOnZero && <Trans>, 0 for reception</Trans>}
      </>
    )
  return null
}

function GreetingHeard({ greeting }: { greeting: Greeting | undefined }) {
  if (greeting?.kind !== 'own') return <Trans>Greeting by name</Trans>
  if (greeting.seconds === null) return <Trans>Own recording</Trans>
  return <Trans>Own recording, {durationInWords(greeting.seconds)}</Trans>
}
