/** The path of a call step by step with the reason of each (C13), for whoever asks why it went where it went. */

import { Trans, useLingui } from '@lingui/react/macro'
import { said } from '../api/server-words.ts'
import { RouteSteps } from '../parts/route-steps.tsx'
import classes from './call-page.module.css'
import { type CallInFull, useStepWords, useTargetWords } from './call-words.ts'

export function Path({ call, zone }: { call: CallInFull; zone: string }) {
  const { t, i18n } = useLingui()
  const stepWords = useStepWords()
  const targetWords = useTargetWords()
  const time = new Intl.DateTimeFormat(i18n.locale, { timeZone: zone, timeStyle: 'medium', hourCycle: 'h23' })
  return (
    <section className={`card ${classes.path}`} aria-labelledby="path">
      <h2 id="path">
        <Trans>Path of the call</Trans>
      </h2>
      <RouteSteps
        label={t`Path of the call`}
        steps={call.path.map(({ step, target, from, reason }) => ({
          key: `${step} ${from}`,
          title: (
            <>
              {step !== 'notice' && <strong className={classes.step}>{stepWords[step]}</strong>}{' '}
              {targetWords({ step, target })}
            </>
          ),
          below: said(reason),
          limit: time.format(new Date(from)),
        }))}
      />
    </section>
  )
}
