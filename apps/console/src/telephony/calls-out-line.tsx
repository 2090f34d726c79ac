/** What the phones of a site may call outside (C15), in a line: read-only, for everybody who has numbers there. */
import { Trans } from '@lingui/react/macro'
import { emergencyNumbersOf } from '@mainline/pbx'
import { Link } from '@tanstack/react-router'
import { isOperator, useMe } from '../session.ts'
import { useCallingCodeAt } from '../spaces/calls-out/emergency-numbers.tsx'
import { useOutgoingWords } from '../spaces/calls-out/outgoing-words.ts'
import classes from './telephony.module.css'
import type { Site } from './telephony.tsx'

export function CallsOutLine({ site }: { site: Site }) {
  const { role } = useMe().active
  const callingCode = useCallingCodeAt(site)
  const words = useOutgoingWords()
  const { classes: allowed, linePrefix } = site.callsOut
  const list = allowed.map((each) => words[each]).join(', ')
  const emergency = callingCode ? emergencyNumbersOf(callingCode).join(', ') : ''
  return (
    // Until its numbers are known its place is kept: a sentence that begins in the middle says something else.
    <p
      className={`meta ${classes.callsOut}`}
      style={{ visibility: callingCode === undefined ? 'hidden' : undefined }}
    >
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
