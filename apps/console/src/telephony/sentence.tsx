/** "Right now a caller reaches …": from the path that the function which handles live calls would take. */

import { Trans, useLingui } from '@lingui/react/macro'
import { Fragment, type ReactNode } from 'react'
import { said } from '../api/server-words.ts'
import { withNumbersPrinted, withUnit } from '../parts/numbers.ts'
import { clockTime, fullDate, localDay, shortDate } from '../parts/time.ts'
import type { MainNumberSummary, Preview } from './main-summary.tsx'
import classes from './sentence.module.css'

interface Props {
  readonly preview: Preview
  readonly zone: string
  readonly next: NonNullable<MainNumberSummary['rightNow']>['next']
  /** Whom a caller meets first by the hours that come next, where nothing else rules then. */
  readonly then?: string
}

export function Sentence({ preview, zone, next, then }: Props) {
  const { t, i18n } = useLingui()
  const steps = preview.path.filter(({ step, outcome }) => step !== 'arrival' && outcome !== 'skipped')
  const until = preview.ruling.until
  const yearOf = (at: string) => localDay(at, zone).slice(0, 4)
  const when =
    until &&
    (localDay(until, zone) === localDay(preview.at, zone)
      ? ''
      : `${(yearOf(until) === yearOf(preview.at) ? shortDate : fullDate)(until, zone, i18n.locale)} `)
  return (
    <header className={classes.head}>
      <p className={classes.sentence}>
        <Trans>Right now a caller reaches</Trans> {steps.length === 0 && <strong>{t`nobody`}</strong>}
        {steps.map((entry, index) => (
          <Fragment key={entry.step + entry.from}>
            {index > 0 && <>, {t`then`} </>}
            <strong>{whoIs(entry)}</strong>
            {lasting(entry)}
          </Fragment>
        ))}
        .
      </p>
      <p className="middle">
        {said(preview.ruling.reason)}{' '}
        {until &&
          next &&
          (then && next.rule === 'weekly' && next.change === null ? (
            <Trans>
              At {when}
              {clockTime(until, zone, i18n.locale)} this changes to {then}.
            </Trans>
          ) : next.open === preview.ruling.open ? (
            <Trans>
              At {when}
              {clockTime(until, zone, i18n.locale)} that ends, and calls stay{' '}
              {next.open ? t`in hours` : t`out of hours`}.
            </Trans>
          ) : (
            <Trans>
              At {when}
              {clockTime(until, zone, i18n.locale)} this changes: {next.open ? t`in hours` : t`out of hours`}.
            </Trans>
          ))}
      </p>
    </header>
  )

  function whoIs({ step, target }: Preview['path'][number]): string {
    switch (step) {
      case 'hunt-group': {
        const phones = target.split(', ').length
        return phones === 1 ? withNumbersPrinted(target) : t`${phones} phones`
      }
      case 'reception':
        return t`main reception`
      case 'voicemail':
        return t`voicemail`
      case 'notice':
        return t`a spoken notice`
      default:
        return withNumbersPrinted(target)
    }
  }

  function lasting({ step, from, to }: Preview['path'][number]): ReactNode {
    const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000)
    return seconds > 0 && step !== 'voicemail' && step !== 'notice' ? (
      <> {t`for ${withUnit(seconds, 's')}`}</>
    ) : null
  }
}
