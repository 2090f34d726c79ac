/** The one list of messages, and how many each folder of it holds. */
import { useDebouncedValue } from '@mantine/hooks'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { usePages } from '../parts/use-pages.ts'
import { type Folder, type InboxItem, keyOf, type ReceptionMessage } from './message.ts'
import { acknowledgedKey } from './use-acknowledge.ts'

/** What makes a list of messages old. */
const kindsOfEvent = ['message.', 'reception.message']

export interface InboxFilter {
  /** Left out: of all that the person may read. */
  readonly organizationId: string | undefined
  readonly folder: Folder
  readonly search: string | undefined
}

export function useInbox({ organizationId, folder, search }: InboxFilter) {
  const [settled] = useDebouncedValue(search, 150)
  const inbox = usePages(['inbox', organizationId, folder, settled], (after, signal) =>
    api.listInbox({ query: { organizationId, folder, search: settled, after, limit: 100 } }, { signal }),
  )
  useRefreshOn(kindsOfEvent, ['inbox'])
  // One that was just deleted leaves at once.
  const rows = inbox.rows.filter(
    (item) => item.kind === 'reception' || folder === 'deleted' || item.state !== 'deleted',
  )
  return { ...inbox, rows }
}

export function useInboxCounts({
  organizationId,
  enabled = true,
}: {
  organizationId?: string | undefined
  enabled?: boolean
}) {
  const queryKey = ['inbox', 'counts', organizationId]
  useRefreshOn(kindsOfEvent, queryKey)
  return useQuery({ queryKey, queryFn: () => api.countInbox({ query: { organizationId } }), enabled })
}

/**
 * The message that the address names: of the list, or what it has become since it left the list, as a heard one leaves the
 * new ones; or voicemail from further back than the list has come.
 */
export function useOpened(
  { rows, isPending }: Pick<ReturnType<typeof useInbox>, 'rows' | 'isPending'>,
  key: string | undefined,
): InboxItem | undefined {
  const listed = rows.find((item) => keyOf(item) === key)
  const last = useRef<InboxItem>(undefined)
  if (listed) last.current = listed
  const held = last.current && keyOf(last.current) === key ? last.current : undefined
  const { data: voicemail } = useQuery({
    queryKey: ['message', key],
    queryFn: () => api.getMessage({ params: { messageId: key ?? '' } }),
    enabled: key !== undefined && !isPending && !listed && held?.kind !== 'reception',
    retry: false,
  })
  const { data: acknowledged } = useQuery<ReceptionMessage>({
    queryKey: acknowledgedKey(key),
    queryFn: skipToken,
  })
  if (listed || key === undefined) return listed
  if (voicemail) return voicemail.state === 'deleted' ? undefined : { kind: 'voicemail', ...voicemail }
  return acknowledged ? { kind: 'reception', ...acknowledged } : held
}
