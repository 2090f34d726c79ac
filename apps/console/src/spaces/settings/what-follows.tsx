/** What follows from changed settings of a site, in words: read before they are saved. */
import { Trans, useLingui } from '@lingui/react/macro'
import { callingCodeAt, emergencyNumbersOf } from '@mainline/pbx'
import { useQuery } from '@tanstack/react-query'
import { isBrought } from '../../parts/language-field.tsx'
import { Quoted } from '../../parts/quoted.tsx'
import { clockTime } from '../../parts/time.ts'
import { useMinute } from '../../parts/use-minute.ts'
import { numberRangeQuery } from '../../telephony/queries.ts'
import type { Site } from '../site-layout.tsx'
import type { SettingsFields } from './settings-fields.ts'

interface Change {
  readonly from: SettingsFields
  readonly to: SettingsFields
}

export const NameFollows = ({ from }: Change) => (
  <Trans>
    Every page and letter says the new name at once. A file of the site (mainline apply) finds it by its name:
    one with <Quoted>{from.name}</Quoted> would open another site.
  </Trans>
)

/** M8: the clock moves, what is written by it does not. */
export function ZoneFollows({ site, from, to }: Change & { readonly site: Site }) {
  const { i18n } = useLingui()
  const now = useMinute()
  const before = clockTime(now, from.timeZone, i18n.locale)
  const after = clockTime(now, to.timeZone, i18n.locale)
  return (
    <>
      <Trans>
        At the site it is {before} now and would be {after}. Business hours, events and changes from a date
        keep their times of day and hold by the new clock at once; what was switched by hand ends at the same
        moment as before. The days of reports are counted anew.
      </Trans>{' '}
      <HelpFollows site={site} from={from} to={to} />
    </>
  )
}

/** C15: the country of the zone says which numbers call for help. */
function HelpFollows({ site, from, to }: Change & { readonly site: Site }) {
  const { data: range } = useQuery(numberRangeQuery(site.id))
  const [before, after] = [from, to].map(({ timeZone }) => callingCodeAt(timeZone, range?.[0]))
  if (range === undefined || before === after) return null
  if (after === undefined || after === '')
    return (
      <Trans>
        It is the zone of no country, so that no emergency numbers are known before the site has numbers.
      </Trans>
    )
  const numbers = emergencyNumbersOf(after).join(', ')
  return <Trans>Emergency numbers are then those of its country: {numbers}.</Trans>
}

export const LanguageFollows = ({ to }: Change) => (
  <>
    <Trans>It holds for the next call to every number that has no language of its own.</Trans>{' '}
    {!isBrought(to.language) && (
      <Trans>What this installation has no prompt for in it is spoken in English.</Trans>
    )}
  </>
)

export const DomainFollows = ({ from }: Change) => (
  <Trans>
    It holds for phones that are added from then on. Those that there are go on with {from.domain}: their
    passwords are bound to it. To move one, remove it and add it anew.
  </Trans>
)

export const RangeFollows = () => (
  <Trans>
    Extensions that are given stay as they are: a range that leaves one out is refused. New numbers get theirs
    from the new range.
  </Trans>
)

/** N2. */
export const NominationFollows = ({ to }: Change) =>
  to.nomination === 'provider' ? (
    <Trans>
      Numbers that are nominated stay so. From then on the operator can neither nominate one nor take it back.
    </Trans>
  ) : (
    <Trans>From then on administrators of the operator can nominate any available number of the site.</Trans>
  )

/** N7. */
export const CooldownFollows = () => (
  <Trans>Numbers that rest already keep their day. It holds for who leaves from then on.</Trans>
)

/** N7: messages are erased by what holds on the day. */
export const RetentionFollows = ({ from, to }: Change) =>
  Number(to.retentionDays) < Number(from.retentionDays) ? (
    <Trans>
      It holds at once, also for companies that have left already: their messages that are older than that are
      erased, and nobody can bring them back.
    </Trans>
  ) : (
    <Trans>
      It holds also for companies that have left already, as far as their messages are still there.
    </Trans>
  )

/** N9. */
export const UnitsFollow = ({ from, to }: Change) =>
  Number(to.mainNumberUnits) > Number(from.mainNumberUnits) ? (
    <Trans>
      It counts at once, for main numbers that are active, too. It is refused where a company has bought fewer
      voice services than it would use.
    </Trans>
  ) : (
    <Trans>
      It counts at once: companies with an active main number have more voice services free for other numbers.
    </Trans>
  )

/** Product §6.4. */
export const RingAlertFollows = ({ to }: Change) =>
  Number(to.ringAlertMinutes) === 0 ? (
    <Trans>
      Nobody is told any more that at opening time no phone would ring, or that nobody is at the reception.
    </Trans>
  ) : (
    <Trans>It holds from the next opening on.</Trans>
  )
