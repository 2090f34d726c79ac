/** One step of a route: target, time limit, number; what it means now; what is wrong and a repair. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { limitRange } from '@mainline/pbx'
import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHeadset,
  IconMailbox,
  IconPhoneOutgoing,
  IconRefresh,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { useState } from 'react'
import { printed } from '../../parts/numbers.ts'
import { Note, Status } from '../../parts/state-badge.tsx'
import type { MainNumberSummary } from '../main-summary.tsx'
import type { Route } from '../settings-route.tsx'
import classes from './call-settings.module.css'
import type { Fault } from './use-call-settings-form.ts'

export type Step = Route['steps'][number]

/** Who could answer now. */
export type Today = Pick<MainNumberSummary, 'members' | 'seatsReady'>

const icons = {
  'hunt-group': IconUsersGroup,
  reception: IconHeadset,
  forward: IconPhoneOutgoing,
  voicemail: IconMailbox,
} as const

interface Props {
  readonly step: Step
  readonly index: number
  readonly isLast: boolean
  readonly today: Today
  readonly faults: readonly Fault[]
  /** E.164: a number without a country code is of its country. */
  readonly home: string
  readonly onChange: (step: Step) => void
  readonly onRemove: (() => void) | undefined
  readonly onEndHere: () => void
}

export function StepEditor(props: Props) {
  const { step, index, isLast, today, faults, home, onChange, onRemove, onEndHere } = props
  const { t } = useLingui()
  const Icon = icons[step.target]
  /** What stands in the field while somebody types: a number that is not whole yet is to be typed on, not wrong. */
  const [typed, setTyped] = useState<string>()
  const unfinished = step.target === 'forward' && (step.number === '' || typed !== undefined)
  const shown = unfinished ? faults.filter(({ code }) => code !== 'step-number') : faults
  const wrong = shown.length > 0
  const targets = [
    { value: 'hunt-group', label: t`In Space hunt group` },
    { value: 'reception', label: t`Main reception` },
    { value: 'forward', label: t`Forward to a number` },
    // Nothing can follow voicemail: it is offered where the route ends.
    ...(isLast ? [{ value: 'voicemail', label: t`Voicemail` }] : []),
  ]
  return (
    <li className={classes.step} data-wrong={wrong || undefined}>
      <span className={classes.bullet} aria-hidden>
        {index + 1}
      </span>
      <div className={classes.stepBody}>
        <div className={classes.fields}>
          <Select
            aria-label={index === 0 ? t`Answer with` : t`If not answered, step ${index + 1}`}
            data={targets}
            value={step.target}
            allowDeselect={false}
            leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
            onChange={(value) => value && onChange(withTarget(step, value as Step['target']))}
          />
          {'limitSeconds' in step ? (
            <NumberInput
              aria-label={t`Time limit of step ${index + 1}`}
              suffix=" s"
              hideControls
              classNames={{ input: classes.seconds }}
              min={limitRange.least}
              max={limitRange.most}
              clampBehavior="none"
              value={step.limitSeconds}
              error={faults.some(({ code }) => code === 'step-limit')}
              onChange={(value) => onChange({ ...step, limitSeconds: Number(value) || 0 })}
            />
          ) : (
            <span className="middle">
              <Trans>ends here</Trans>
            </span>
          )}
          {onRemove && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label={t`Remove step ${index + 1}`}
              onClick={onRemove}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
        {step.target === 'forward' && (
          <TextInput
            type="tel"
            aria-label={t`Number of step ${index + 1}`}
            placeholder="+44 7700 900412"
            value={typed ?? asTyped(step.number)}
            error={wrong}
            onFocus={() => setTyped(asTyped(step.number))}
            onChange={({ currentTarget: { value } }) => {
              setTyped(value)
              onChange({ ...step, number: toE164(value, home) })
            }}
            onBlur={() => setTyped(undefined)}
          />
        )}
        {step.target === 'voicemail' && (
          <Checkbox
            label={t`Key 0 in the greeting leads to the main reception`}
            checked={step.receptionOnZero ?? false}
            onChange={(event) => onChange({ ...step, receptionOnZero: event.currentTarget.checked })}
          />
        )}
        {step.target === 'hunt-group' && <WouldRing members={today.members} />}
        {step.target === 'reception' && <SeatsReady seats={today.seatsReady} />}
        {wrong && (
          <div role="alert">
            <Note tone="bad" icon={<IconRefresh size={16} aria-hidden />}>
              {shown.map(({ words }) => words).join(' ')}
              {shown.some(({ code }) => code.startsWith('forward') || code === 'route-last') && (
                <div className={classes.repair}>
                  <Button variant="default" size="compact-sm" onClick={onEndHere}>
                    <Trans>End with voicemail</Trans>
                  </Button>
                </div>
              )}
            </Note>
          </div>
        )}
        {!isLast && (
          <span className={classes.next}>
            {step.target === 'reception' ? (
              <Trans>If not answered, or no seat is ready</Trans>
            ) : (
              <Trans>If not answered</Trans>
            )}
          </span>
        )}
      </div>
    </li>
  )
}

/** As it is printed, with spaces that a person would type. */
const asTyped = (e164: string): string => printed(e164).replaceAll('\u00a0', ' ')

/** As E.164, read as it is dialled at `home`; what is no whole number stays as it is typed, and is no E.164. */
function toE164(typed: string, home: string): string {
  const parsed = parsePhoneNumberFromString(typed, parsePhoneNumberFromString(home)?.country)
  return parsed?.isPossible() ? parsed.number : (parsed?.formatInternational() ?? typed.trim())
}

function withTarget(step: Step, target: Step['target']): Step {
  const limitSeconds = 'limitSeconds' in step ? step.limitSeconds : 20
  if (target === 'voicemail') return { target }
  return target === 'forward' ? { target, number: '', limitSeconds } : { target, limitSeconds }
}

export const ringingNow = (members: Today['members']): number =>
  members.filter(({ kind, registered }) => kind === 'external' || registered > 0).length

function SeatsReady({ seats }: { seats: number }) {
  return (
    <Status
      wraps
      tone={seats > 0 ? 'ok' : 'wait'}
      icon={
        seats > 0 ? <IconCircleCheck size={15} aria-hidden /> : <IconAlertTriangle size={15} aria-hidden />
      }
    >
      {seats > 0 ? (
        <Plural value={seats} one="# seat ready" other="# seats ready" />
      ) : (
        <Trans>No receptionist is ready now; skipped at once.</Trans>
      )}
    </Status>
  )
}

function WouldRing({ members }: { members: Today['members'] }) {
  const ringing = ringingNow(members)
  const all = ringing === members.length && members.length > 0
  return (
    <span className={classes.meaning}>
      <Status
        wraps
        tone={all ? 'ok' : 'wait'}
        icon={all ? <IconCircleCheck size={15} aria-hidden /> : <IconAlertTriangle size={15} aria-hidden />}
      >
        {members.length === 0 ? (
          <Trans>Nobody is a member; skipped at once.</Trans>
        ) : (
          <Trans>
            {ringing} of {members.length} phones would ring now.
          </Trans>
        )}
      </Status>
      <Link to="." search={((old: object) => ({ ...old, dialog: 'hunt-group' })) as never}>
        <Trans>Hunt group</Trans>
      </Link>
    </span>
  )
}
