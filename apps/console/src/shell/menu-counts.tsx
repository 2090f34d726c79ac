/** What waits behind an item of the menu: messages that nobody has dealt with, callers at reception. Nothing for none. */
import { Plural } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { useInboxCounts } from '../messages/use-inbox.ts'
import { counted } from '../parts/counted.ts'
import { useAtRest } from '../parts/use-at-rest.ts'
import classes from './shell.module.css'

export function NewMessages() {
  const { data } = useInboxCounts({ enabled: useAtRest() })
  return (
    <Beside count={data?.new}>
      <Plural value={data?.new ?? 0} one="# new message" other="# new messages" />
    </Beside>
  )
}

export function WaitingCalls() {
  const queryKey = ['live-calls', 'queued']
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.listLiveCalls({ query: { state: 'queued', limit: 1 } }),
    enabled: useAtRest(),
  })
  useRefreshOn(['reception.changed', 'call.answered', 'call.ended'], queryKey)
  return (
    <Beside count={data?.total}>
      <Plural value={data?.total ?? 0} one="# caller waits" other="# callers wait" />
    </Beside>
  )
}

/** The figure to see, and in words to hear. */
function Beside({ count, children }: { count: number | undefined; children: ReactNode }) {
  if (!count) return null
  return (
    <>
      <span className={`count ${classes.beside}`} aria-hidden>
        {counted(count)}
      </span>
      <span className="unseen">{children}</span>
    </>
  )
}
