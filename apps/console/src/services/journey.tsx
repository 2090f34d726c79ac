/** The journey of the first voice service as it runs: each number with what is done to it. All of it happens, or none. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconLoader2 } from '@tabler/icons-react'
import type { AnswerOf } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'
import { Status } from '../parts/state-badge.tsx'
import classes from './services.module.css'

type JourneyOf = NonNullable<AnswerOf<'getVoiceService'>['journey']>

export function Journey({ journey, running }: { journey: JourneyOf; running: boolean }) {
  const { t } = useLingui()
  const words = { nominate: t`nominated as main`, allocate: t`allocated`, activate: t`activated` }
  const failed = journey.state === 'failed'
  return (
    <section className={classes.journey} aria-live="polite" aria-label={t`First voice service`}>
      <h3>
        {failed ? (
          <Trans>Nothing was changed</Trans>
        ) : journey.state === 'done' ? (
          <Trans>The first voice service brought these numbers</Trans>
        ) : (
          <Trans>The numbers are on their way</Trans>
        )}
      </h3>
      {journey.failure && <p className={classes.failure}>{journey.failure}</p>}
      <ol>
        {journey.steps.map(({ numberId, e164, kind, actions, state }) => {
          const done = state === 'ACTIVE'
          return (
            <li key={numberId}>
              {failed ? (
                <Status tone="bad" icon={<IconCircleX size={16} aria-hidden />}>{t`taken back`}</Status>
              ) : done ? (
                <Status tone="ok" icon={<IconCircleCheck size={16} aria-hidden />}>{t`done`}</Status>
              ) : running || journey.state === 'running' ? (
                <Status tone="wait" icon={<IconLoader2 size={16} aria-hidden />}>{t`running`}</Status>
              ) : (
                <Status tone="idle" icon={<IconCircleDashed size={16} aria-hidden />}>{t`waiting`}</Status>
              )}
              <span className="figures">{printed(e164)}</span>
              <span className="middle">
                {kind === 'main' && `${t`main number`}: `}
                {actions.map((action) => words[action]).join(', ')}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
