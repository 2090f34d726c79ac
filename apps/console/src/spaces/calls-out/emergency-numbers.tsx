/** Which emergency numbers hold at a site: shown, so that a person can compare them with those of the country. */
import { Trans } from '@lingui/react/macro'
import { callingCodeAt, emergencyNumbersOf, mainEmergencyNumber } from '@mainline/pbx'
import { useQuery } from '@tanstack/react-query'
import { numberRangeQuery } from '../../telephony/queries.ts'
import type { Site } from '../site-layout.tsx'
import classes from './site-calls-out.module.css'

export function EmergencyNumbers({ site }: { site: Site }) {
  const callingCode = useCallingCodeAt(site)
  return (
    <>
      {callingCode === '' ? (
        <Trans>
          Emergency numbers are those of the country that the site is in: its time zone is of none, and it has
          no numbers yet.
        </Trans>
      ) : (
        callingCode !== undefined && (
          <>
            <Trans>Emergency numbers, whatever is chosen here:</Trans>{' '}
            <strong className="figures">{emergencyNumbersOf(callingCode).join(', ')}</strong>.
          </>
        )
      )}
      <span className={`meta ${classes.below}`}>
        <Trans>
          They are those of the country that the time zone of the site is in, dialled as they are or with the
          prefix for an outside line in front. Compare them with what the regulator of the country publishes.
        </Trans>
        {callingCode ? <Elsewhere main={mainEmergencyNumber(callingCode)} /> : null}
      </span>
    </>
  )
}

function Elsewhere({ main }: { main: string }) {
  return (
    <>
      {' '}
      <Trans>
        Whoever dials 112, 911 or 999 as at home is put through to {main}, unless somebody has that as an
        extension.
      </Trans>
    </>
  )
}

/** Of the country that the site is in; empty: nobody knows. Undefined while its numbers are being loaded. */
export function useCallingCodeAt({ id, timeZone }: Pick<Site, 'id' | 'timeZone'>): string | undefined {
  const { data: range } = useQuery(numberRangeQuery(id))
  return range && callingCodeAt(timeZone, range[0])
}
