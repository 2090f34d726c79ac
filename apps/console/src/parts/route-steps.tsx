/** A route as its steps from top to bottom: number, target, what it means now, time limit. */
import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import classes from './route-steps.module.css'

export interface RouteStep {
  readonly key: string
  readonly title: ReactNode
  /** Under the title: a warning, or what it means now. */
  readonly below?: ReactNode
  /** Right: "20 s", "ends". */
  readonly limit?: ReactNode
  readonly current?: boolean
  readonly wrong?: boolean
}

export function RouteSteps({ steps, label }: { steps: readonly RouteStep[]; label: string }) {
  const { t } = useLingui()
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.key}
          className={classes.step}
          data-current={step.current || undefined}
          data-wrong={step.wrong || undefined}
        >
          <span className={classes.number} aria-hidden>
            {index + 1}
          </span>
          <span className={classes.words}>
            <span>
              {step.title}
              {step.current && <span className="unseen"> {t`(now)`}</span>}
            </span>
            {step.below && <span className={classes.below}>{step.below}</span>}
          </span>
          <span className={`${classes.limit} figures`}>{step.limit}</span>
        </li>
      ))}
    </ol>
  )
}
