/** Home: what needs people now, whom callers reach, and what is going on; each role sees its own. */
import { useLingui } from '@lingui/react/macro'
import { isOperator, may, useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import { FirstSteps } from './first-steps.tsx'
import { HomeAlerts } from './home-alerts.tsx'
import classes from './home-page.module.css'
import { MainNumbers } from './main-numbers.tsx'
import { NewMessages } from './new-messages.tsx'
import { RightNow } from './right-now.tsx'
import { SitesToday } from './sites-today.tsx'

export function HomePage() {
  const { t } = useLingui()
  const me = useMe()
  const { name, active } = me
  const operator = isOperator(active.role)
  useCrumbs([{ label: t`Home` }])
  return (
    <div className={classes.page}>
      <header>
        <h1>{active.organizationName}</h1>
        <p className="middle">{name}</p>
      </header>
      {active.role === 'provider-admin' && <FirstSteps />}
      <RightNow />
      <HomeAlerts />
      {operator && may(me, 'get-site-report') && <SitesToday />}
      {/* Reception answers for all of them, and has the page of none. */}
      {active.role !== 'receptionist' && (
        <MainNumbers withSentence={!operator && may(me, 'get-main-number')} />
      )}
      {!operator && <NewMessages />}
    </div>
  )
}
