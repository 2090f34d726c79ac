/** The newest messages that nobody has heard yet. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { printed } from '../parts/numbers.ts'
import { durationInWords, localZone, whenInWords } from '../parts/time.ts'
import classes from './home-page.module.css'

const SHOWN = 5

/** @param organizationId of this company alone */
export function NewMessages({ organizationId }: { organizationId?: string | undefined }) {
  const { t, i18n } = useLingui()
  const queryKey = ['messages', 'home', organizationId]
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.listMessages({ query: { organizationId, state: 'new', limit: SHOWN } }),
  })
  useRefreshOn(['message.'], queryKey)
  if (!data || data.items.length === 0) return null
  return (
    <section className={`card ${classes.card}`} aria-label={t`New messages`}>
      <h2>
        <Trans>New messages</Trans>
      </h2>
      <ul className={classes.list}>
        {data.items.map(({ id, callerName, callerNumber, startedAt, seconds }) => (
          <li key={id}>
            <Link
              to={(organizationId ? `/occupiers/${organizationId}/messages` : '/messages') as never}
              search={{ message: id } as never}
              className="figures"
            >
              {callerNumber ? printed(callerNumber) : t`Withheld`}
            </Link>
            <span className={classes.words}>{callerName}</span>
            <span className="figures quiet">{durationInWords(seconds)}</span>
            <span className="figures quiet">
              {whenInWords(startedAt, Date.now(), localZone, i18n.locale)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
