/** Which emergency numbers hold at a site: shown, so that a person can compare them with those of the country. */
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { numberRangeQuery } from '../../telephony/queries.ts'
import { emergencyNumbersBetween } from './emergency-of-range.ts'
import classes from './site-calls-out.module.css'

export function EmergencyNumbers({ siteId }: { siteId: string }) {
  const { data: range } = useQuery(numberRangeQuery(siteId))
  const countries = range && emergencyNumbersBetween(...range)
  return (
    <>
      {countries?.length === 0 ? (
        <Trans>
          Emergency numbers are those of the country of a phone's number; this site has no numbers yet.
        </Trans>
      ) : (
        <>
          <Trans>Emergency numbers, whatever is chosen here:</Trans>{' '}
          {countries?.map(({ callingCode, numbers }, index) => (
            <Fragment key={callingCode}>
              {index > 0 && '; '}
              {countries.length > 1 && `+${callingCode}: `}
              <strong className="figures">{numbers.join(', ')}</strong>
            </Fragment>
          ))}
          .
        </>
      )}
      <span className={`meta ${classes.below}`}>
        <Trans>
          Dialled as they are or with the prefix for an outside line in front. Compare them with what the
          regulator of the country publishes.
        </Trans>
      </span>
    </>
  )
}
