/** What the phones of a site may call outside (C15), in a line: read-only, for everybody who has numbers there. */
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isOperator, useMe } from '../session.ts'
import { emergencyNumbersBetween } from '../spaces/calls-out/emergency-of-range.ts'
import { useOutgoingWords } from '../spaces/calls-out/outgoing-words.ts'
import { numberRangeQuery } from './queries.ts'
import classes from './telephony.module.css'
import type { Site } from './telephony.tsx'

export function CallsOutLine({ site }: { site: Site }) {
  const { role } = useMe().active
  const { data: range } = useQuery(numberRangeQuery(site.id))
  const numbers = (range ? emergencyNumbersBetween(...range) : []).flatMap((country) => country.numbers)
  const words = useOutgoingWords()
  const { classes: allowed, linePrefix } = site.callsOut
  const list = allowed.map((each) => words[each]).join(', ')
  const emergency = [...new Set(numbers)].join(', ')
  return (
    <p className={`meta ${classes.callsOut}`}>
      {emergency !== '' && (
        <>
          <Trans>
            Emergency numbers of phones here: <strong className="figures">{emergency}</strong>.
          </Trans>{' '}
        </>
      )}
      {list === '' ? (
        <Trans>Other calls out are not allowed at this site.</Trans>
      ) : (
        <Trans>Calls out: {list}.</Trans>
      )}
      {linePrefix !== null && list !== '' && (
        <>
          {' '}
          <Trans>For an outside line {linePrefix} may be dialled first.</Trans>
        </>
      )}
      {isOperator(role) && (
        <>
          {' '}
          <Link to={`/spaces/${site.id}/calls-out` as never}>
            <Trans>Calls out of {site.name}</Trans>
          </Link>
        </>
      )}
    </p>
  )
}
