/** Hours and schedule of a site (M8, M9): what rules now, the week, dated events, override and emergency closure. */
import { useRefreshOn } from '../../api/live.tsx'
import { Boundary } from '../../parts/boundary.tsx'
import { useSite } from '../site-layout.tsx'
import { EmergencyCard } from './emergency-card.tsx'
import { DatedEvents } from './events/dated-events.tsx'
import classes from './hours.module.css'
import { OverrideCard } from './override-card.tsx'
import { RuleLadder } from './rule-ladder.tsx'
import { WeeklyCard } from './weekly-card.tsx'

export function HoursPage() {
  const site = useSite()
  useRefreshOn(['schedule'], ['site-hours', site.id])
  useRefreshOn(['schedule'], ['site-rule', site.id])
  useRefreshOn(['schedule'], ['site-overrides', site.id])
  useRefreshOn(['schedule'], ['site-events', site.id])
  return (
    <div className={classes.two}>
      <div className={classes.column}>
        <WeeklyCard key={site.id} site={site} />
        <Boundary>
          <DatedEvents site={site} />
        </Boundary>
      </div>
      <aside className={classes.column}>
        <RuleLadder site={site} />
        <OverrideCard site={site} />
        <EmergencyCard site={site} />
      </aside>
    </div>
  )
}
