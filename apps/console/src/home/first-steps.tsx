/** What a new platform still lacks before it takes a call: each thing that is missing, in order, with where it is made. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import classes from './home-page.module.css'

const one = { limit: 1 } as const

/** Whether there is one of each. */
async function whatIsThere() {
  const [sites, trunks, numbers, occupiers, active] = await Promise.all([
    api.listSites({ query: one }),
    api.listTrunks({}),
    api.listNumbers({ query: one }),
    api.listOrganizations({ query: { ...one, kind: 'occupier' } }),
    api.listNumbers({ query: { ...one, state: 'ACTIVE' } }),
  ])
  const site = sites.items[0]?.id
  return {
    site,
    done: [sites, trunks, numbers, occupiers, active].map(({ items }) => items.length > 0),
  }
}

export function FirstSteps() {
  const { t } = useLingui()
  const queryKey = ['first-steps']
  // Who comes back has just done one of them.
  const { data } = useQuery({ queryKey, queryFn: whatIsThere, staleTime: 0, gcTime: 0 })
  useRefreshOn(['number', 'numbers'], queryKey)
  if (!data || data.done.every(Boolean)) return null
  const { site, done } = data
  const steps: readonly [label: string, to: string, why: ReactNode][] = [
    [
      t`Open a site`,
      '/spaces?dialog=open',
      <Trans key="why">With its operator, time zone and extensions.</Trans>,
    ],
    [
      t`Connect a carrier`,
      '/administration/trunks?dialog=create',
      <Trans key="why">Whose calls are taken, and by whom calls go out.</Trans>,
    ],
    [
      t`Add numbers`,
      site ? `/spaces/${site}/telephony` : '/spaces',
      <Trans key="why">Those that the carrier sends to you.</Trans>,
    ],
    [t`Add an occupier`, '/occupiers?dialog=add', <Trans key="why">A company at the site.</Trans>],
    [
      t`Give it voice services`,
      site ? `/spaces/${site}/services` : '/spaces',
      <Trans key="why">The first ones allocate and activate its numbers, with a main number.</Trans>,
    ],
  ]
  const next = done.indexOf(false)
  return (
    <section className={`card ${classes.card}`} aria-labelledby="first-steps">
      <h2 id="first-steps">
        <Trans>Before the first call</Trans>
      </h2>
      <ol className={classes.list}>
        {steps.map(([label, to, why], index) => (
          <li key={label} aria-current={index === next ? 'step' : undefined}>
            {done[index] ? (
              <IconCircleCheck size={18} className={classes.done} role="img" aria-label={t`Done`} />
            ) : (
              <IconCircle size={18} className={classes.open} role="img" aria-label={t`Missing`} />
            )}
            <span className={classes.words}>
              {done[index] ? label : <Link to={to as never}>{label}</Link>}{' '}
              <span className="meta">{why}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
