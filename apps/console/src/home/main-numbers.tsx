/** The main numbers that the person may see, each with the way to its page; an occupier's own with its sentence. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useOrganizations } from '../administration/use-organizations.ts'
import { type AnswerOf, api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { printed } from '../parts/numbers.ts'
import { StateBadge } from '../parts/state-badge.tsx'
import { isOperator, useMe } from '../session.ts'
import { Sentence } from '../telephony/sentence.tsx'
import classes from './home-page.module.css'

type MainNumber = AnswerOf<'listNumbers'>['items'][number]

interface Props {
  readonly withSentence: boolean
  /** Of this company alone. */
  readonly organizationId?: string | undefined
}

export function MainNumbers({ withSentence, organizationId }: Props) {
  const { t } = useLingui()
  const key = ['numbers', 'main', organizationId]
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => api.listNumbers({ query: { organizationId, kind: 'main', limit: 50 } }),
  })
  useRefreshOn(['number'], key)
  const nameOf = useCompanyNames()
  const owned = data?.items.filter(({ organizationId }) => organizationId !== null) ?? []
  if (owned.length === 0) return null
  return (
    <section className={`card ${classes.card}`} aria-label={t`Main numbers`}>
      <h2>
        <Trans>Main numbers</Trans>
      </h2>
      <ul className={classes.list}>
        {owned.map((number) => (
          <li key={number.id}>
            <WayTo number={number} />
            {nameOf && !organizationId && <span className={classes.company}>{nameOf(number)}</span>}
            <StateBadge state={number.state} />
            {number.label && <span className={classes.words}>{number.label}</span>}
            {withSentence && number.state === 'ACTIVE' && <ReachedNow number={number} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Whose number it is; undefined for whoever sees one company alone. */
function useCompanyNames(): ((number: MainNumber) => string) | undefined {
  const { active } = useMe()
  const organizations = useOrganizations()
  if (!isOperator(active.role)) return undefined
  return ({ organizationId }) => organizations.byId.get(organizationId ?? '')?.name ?? ''
}

/** Whoever works for the landlord goes to the occupier's page, an occupier to its own. */
function WayTo({ number: { e164, organizationId, siteId } }: { number: MainNumber }) {
  const { active } = useMe()
  const own = !isOperator(active.role) || organizationId === active.operatorId
  return (
    <Link
      to={(own ? '/account' : `/occupiers/${organizationId}/telephony`) as never}
      search={{ site: siteId } as never}
      className="figures"
    >
      {printed(e164)}
    </Link>
  )
}

function ReachedNow({ number: { id: numberId, siteId } }: { number: MainNumber }) {
  const queryKey = ['main-number', numberId, 'home']
  const { data } = useQuery({
    queryKey,
    queryFn: async () => {
      const params = { numberId }
      const [summary, preview, site] = await Promise.all([
        api.getMainNumber({ params }),
        api.previewNumber({ params }),
        api.getSite({ params: { siteId } }),
      ])
      return { summary, preview, zone: site.timeZone }
    },
    refetchInterval: 60_000,
  })
  useRefreshOn(['number', 'settings', 'schedule', 'device'], queryKey)
  if (!data?.summary.rightNow) return null
  return (
    <div className={classes.sentence}>
      <Sentence preview={data.preview} zone={data.zone} next={data.summary.rightNow.next} />
    </div>
  )
}
