/** What is known of a message beyond its list: its letters, and who heard it. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'

/** While a letter waits it is asked for again, milliseconds. */
const LOOK_AGAIN_MS = 10_000

export function useMessageDetail(messageId: string) {
  const queryKey = ['message', messageId]
  useRefreshOn(['message.'], queryKey)
  return useQuery({
    queryKey,
    queryFn: () => api.getMessage({ params: { messageId } }),
    refetchInterval: ({ state }) =>
      state.data?.deliveries.some((letter) => letter.state === 'queued') ? LOOK_AGAIN_MS : false,
  })
}
