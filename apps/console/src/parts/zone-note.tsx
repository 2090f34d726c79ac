/** Names the zone of this browser, by which lists tell their times, to whoever sees sites that go by another clock. */
import { Trans } from '@lingui/react/macro'
import { useSites } from '../administration/use-sites.ts'
import { localZone } from './time.ts'

/** Nothing where all sites go by the clock of this browser: there is nothing to take for another. */
export function ZoneNote() {
  const sites = useSites()
  if (sites.every(({ timeZone }) => timeZone === localZone)) return null
  return (
    <span className="meta">
      <Trans>Times by the clock of {localZone}</Trans>
    </span>
  )
}
