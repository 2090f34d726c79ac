/** One route: its picture to scale, its steps, and what is wrong with it at the step where it is wrong. */
import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { mostSteps } from '@mainline/pbx'
import { Button } from '@mantine/core'
import { IconPlus, IconRefresh } from '@tabler/icons-react'
import { PathBar, type PathPart } from '../../parts/path-bar.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { type Route, useStepNames } from '../settings-route.tsx'
import classes from './call-settings.module.css'
import { ringingNow, type Step, StepEditor, type Today } from './step-editor.tsx'
import type { Fault } from './use-call-settings-form.ts'

interface Props {
  /** As the refusals of the core name it. */
  readonly name: 'In hours' | 'Out of hours'
  readonly title: string
  readonly route: Route
  readonly faults: readonly Fault[]
  /** The number whose route it is, E.164: a number without a country code is of its country. */
  readonly home: string
  readonly today: Today
  readonly onChange: (route: Route) => void
}

/** Which step a fault is of, from 0; undefined: the route as a whole. */
const stepOf = ({ values }: Fault): number | undefined =>
  values?.step === undefined ? undefined : Number(values.step) - 1

export function RouteEditor({ name, title, route, faults, home, today, onChange }: Props) {
  const { t } = useLingui()
  const own = faults.filter(({ values }) => values?.path === name)
  const { steps } = route
  const set = (changed: readonly Step[]) => onChange({ ...route, steps: changed })
  const whole = own.filter((fault) => stepOf(fault) === undefined)
  const seconds = steps.reduce((sum, step) => sum + ('limitSeconds' in step ? step.limitSeconds : 0), 0)
  const never = own.some(({ code }) => code === 'forward-loop' || code === 'route-last')
  const last = steps.at(-1)
  const howMany = plural(steps.length, { one: '# step', other: '# steps' })
  const endsInVoicemail = last?.target === 'voicemail'
  const insertAt = endsInVoicemail ? steps.length - 1 : steps.length
  return (
    <section className={classes.route} aria-label={title}>
      <header className={classes.routeHead}>
        <h3>{title}</h3>
        {never ? (
          <Status tone="bad" icon={<IconRefresh size={15} aria-hidden />}>
            <Trans>never ends</Trans>
          </Status>
        ) : (
          <span className="middle figures">
            {!endsInVoicemail
              ? t`ends after ${seconds} s at the latest`
              : seconds > 0
                ? t`voicemail after ${seconds} s at the latest`
                : t`voicemail at once`}
          </span>
        )}
      </header>
      <PathBar parts={useParts(route, own, today)} label={t`${title}: ${howMany}`} />
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <StepEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the route
            key={index}
            step={step}
            index={index}
            isLast={index === steps.length - 1}
            today={today}
            faults={own.filter((fault) => stepOf(fault) === index)}
            home={home}
            onChange={(changed) => set(steps.map((old, i) => (i === index ? changed : old)))}
            onRemove={steps.length > 1 ? () => set(steps.filter((_, i) => i !== index)) : undefined}
            onEndHere={() => set([...steps.slice(0, index), { target: 'voicemail' }])}
          />
        ))}
      </ol>
      {whole.map(({ words }) => (
        <p key={words} className={classes.wholeFault} role="alert">
          {words}
        </p>
      ))}
      {steps.length < mostSteps && (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => set([...steps.slice(0, insertAt), newStep(steps), ...steps.slice(insertAt)])}
        >
          {endsInVoicemail ? <Trans>Add a step before voicemail</Trans> : <Trans>Add a step</Trans>}
        </Button>
      )}
    </section>
  )
}

/** The first target that the route does not have yet. */
function newStep(steps: readonly Step[]): Step {
  const has = (target: Step['target']) => steps.some((step) => step.target === target)
  if (!has('hunt-group')) return { target: 'hunt-group', limitSeconds: 20 }
  if (!has('reception')) return { target: 'reception', limitSeconds: 30 }
  return { target: 'forward', number: '', limitSeconds: 20 }
}

function useParts({ steps }: Route, faults: readonly Fault[], { members }: Today): readonly PathPart[] {
  const names = useStepNames()
  const ringing = ringingNow(members)
  const phones = plural(ringing, { one: '# phone', other: '# phones' })
  return steps.map((step, index) => ({
    key: `${index} ${step.target}`,
    label: step.target === 'hunt-group' && ringing > 0 ? phones : names(step),
    seconds: 'limitSeconds' in step ? step.limitSeconds : undefined,
    wrong: faults.some((fault) => stepOf(fault) === index),
  }))
}
