/** Three figures of this moment, each the way to its page: calls that go on, numbers that wait for an engine, new messages. */
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { useInboxCounts } from '../messages/use-inbox.ts'
import { counted } from '../parts/counted.ts'
import { may, useMe } from '../session.ts'
import classes from './home-page.module.css'

interface Of {
  /** Of this company alone; left out: of all that the person sees. */
  readonly organizationId?: string | undefined
}

export function RightNow({ organizationId }: Of) {
  return (
    <div className={classes.now}>
      <CallsNow organizationId={organizationId} />
      <NumbersPending organizationId={organizationId} />
      <MessagesNew organizationId={organizationId} />
    </div>
  )
}

/** Of one company its tab, else the page of all. */
const pageOf = (name: 'calls' | 'messages', { organizationId }: Of): string =>
  organizationId ? `/occupiers/${organizationId}/${name}` : `/${name}`

function CallsNow({ organizationId }: Of) {
  const queryKey = ['live-calls', 'count', organizationId]
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.listLiveCalls({ query: { organizationId, limit: 1 } }),
    refetchInterval: 30_000,
  })
  useRefreshOn(['call.'], queryKey)
  return (
    <Figure to={pageOf('calls', { organizationId })} value={data?.total}>
      <Trans>Calls going on</Trans>
    </Figure>
  )
}

function NumbersPending({ organizationId }: Of) {
  const me = useMe()
  const allowed = may(me, 'count-numbers')
  const queryKey = ['number-counts', 'home', organizationId]
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.countNumbers({ query: { organizationId } }),
    enabled: allowed,
  })
  useRefreshOn(['number'], queryKey)
  if (!allowed) return null
  return (
    <Figure value={data?.byState.PENDING}>
      <Trans>Numbers pending</Trans>
    </Figure>
  )
}

function MessagesNew({ organizationId }: Of) {
  const { data } = useInboxCounts({ organizationId })
  return (
    <Figure to={pageOf('messages', { organizationId })} value={data && counted(data.new)}>
      <Trans>New messages</Trans>
    </Figure>
  )
}

interface FigureProps {
  readonly to?: string
  readonly value: number | string | undefined
  readonly children: ReactNode
}

function Figure({ to, value, children }: FigureProps) {
  const inside = (
    <>
      <span className="meta">{children}</span>
      <strong className="figures">{value ?? '\u00a0'}</strong>
    </>
  )
  const look = `card ${classes.figure}`
  return to ? (
    <Link to={to as never} className={look}>
      {inside}
    </Link>
  ) : (
    <div className={look}>{inside}</div>
  )
}
