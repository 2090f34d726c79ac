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

export function RightNow() {
  return (
    <div className={classes.now}>
      <CallsNow />
      <NumbersPending />
      <MessagesNew />
    </div>
  )
}

function CallsNow() {
  const queryKey = ['live-calls', 'count']
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.listLiveCalls({ query: { limit: 1 } }),
    refetchInterval: 30_000,
  })
  useRefreshOn(['call.'], queryKey)
  return (
    <Figure to="/calls" value={data?.total}>
      <Trans>Calls going on</Trans>
    </Figure>
  )
}

function NumbersPending() {
  const me = useMe()
  const allowed = may(me, 'count-numbers')
  const queryKey = ['number-counts', 'home']
  const { data } = useQuery({ queryKey, queryFn: () => api.countNumbers({}), enabled: allowed })
  useRefreshOn(['number'], queryKey)
  if (!allowed) return null
  return (
    <Figure value={data?.byState.PENDING}>
      <Trans>Numbers pending</Trans>
    </Figure>
  )
}

function MessagesNew() {
  const { data } = useInboxCounts({})
  return (
    <Figure to="/messages" value={data && counted(data.new)}>
      <Trans>New messages</Trans>
    </Figure>
  )
}

interface FigureProps {
  readonly to?: '/calls' | '/messages'
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
    <Link to={to} className={look}>
      {inside}
    </Link>
  ) : (
    <div className={look}>{inside}</div>
  )
}
