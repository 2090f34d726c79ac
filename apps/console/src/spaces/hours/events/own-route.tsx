/** A route of its own for an event instead of the out-of-hours route: one to four steps, in one line each. */
import { Trans, useLingui } from '@lingui/react/macro'
import { limitRange, mostSteps } from '@mainline/pbx'
import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Route } from '../../../telephony/settings-route.tsx'
import classes from '../hours.module.css'

type Step = Route['steps'][number]

const first: Route = { steps: [{ target: 'reception', limitSeconds: 30 }, { target: 'voicemail' }] }

export function OwnRoute({
  route,
  onChange,
}: {
  route: Route | null
  onChange: (route: Route | null) => void
}) {
  const { t } = useLingui()
  const set = (steps: readonly Step[]) => route && onChange({ ...route, steps })
  return (
    <fieldset className={classes.route}>
      <legend className="unseen">
        <Trans>Route</Trans>
      </legend>
      <Checkbox
        label={t`A route of its own instead of the out-of-hours route`}
        checked={route !== null}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? first : null)}
      />
      {route && (
        <ol className={classes.routeSteps}>
          {route.steps.map((step, index) => (
            <OwnStep
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the route
              key={index}
              step={step}
              index={index}
              onChange={(changed) => set(route.steps.map((old, i) => (i === index ? changed : old)))}
              onRemove={
                route.steps.length > 1 ? () => set(route.steps.filter((_, i) => i !== index)) : undefined
              }
            />
          ))}
        </ol>
      )}
      {route && route.steps.length < mostSteps && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => set([{ target: 'hunt-group', limitSeconds: 20 }, ...route.steps])}
          >
            <Trans>Add a step in front</Trans>
          </Button>
        </div>
      )}
    </fieldset>
  )
}

interface StepProps {
  readonly step: Step
  readonly index: number
  readonly onChange: (step: Step) => void
  readonly onRemove: (() => void) | undefined
}

function OwnStep({ step, index, onChange, onRemove }: StepProps) {
  const { t } = useLingui()
  const place = index + 1
  return (
    <li>
      <Select
        aria-label={t`Step ${place}`}
        allowDeselect={false}
        data={[
          { value: 'hunt-group', label: t`In Space hunt group` },
          { value: 'reception', label: t`Main reception` },
          { value: 'forward', label: t`Forward to a number` },
          { value: 'voicemail', label: t`Voicemail` },
        ]}
        value={step.target}
        onChange={(target) => target && onChange(withTarget(step, target as Step['target']))}
      />
      {step.target === 'forward' && (
        <TextInput
          type="tel"
          aria-label={t`Number of step ${place}`}
          placeholder="+44 7700 900412"
          value={step.number}
          onChange={({ currentTarget }) =>
            onChange({ ...step, number: currentTarget.value.replaceAll(' ', '') })
          }
        />
      )}
      {'limitSeconds' in step && (
        <NumberInput
          aria-label={t`Time limit of step ${place}`}
          suffix=" s"
          min={limitRange.least}
          max={limitRange.most}
          clampBehavior="none"
          className={classes.seconds}
          value={step.limitSeconds}
          onChange={(value) => onChange({ ...step, limitSeconds: Number(value) || 0 })}
        />
      )}
      {onRemove && (
        <ActionIcon variant="subtle" color="gray" aria-label={t`Remove step ${place}`} onClick={onRemove}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      )}
    </li>
  )
}

function withTarget(step: Step, target: Step['target']): Step {
  const limitSeconds = 'limitSeconds' in step ? step.limitSeconds : 20
  if (target === 'voicemail') return { target }
  return target === 'forward' ? { target, number: '', limitSeconds } : { target, limitSeconds }
}
