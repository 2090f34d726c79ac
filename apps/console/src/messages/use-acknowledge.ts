/** Says that somebody sees to a message of reception; the first who says so stands. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'

/** What a message became when it was acknowledged here: it may have left the list since. */
export const acknowledgedKey = (receptionMessageId: string | undefined) => [
  'acknowledged',
  receptionMessageId,
]

export function useAcknowledge() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ receptionMessageId }: { receptionMessageId: string }) =>
      api.acknowledgeReceptionMessage({ params: { receptionMessageId } }),
    onSuccess: (message) => client.setQueryData(acknowledgedKey(message.receptionMessageId), message),
    onSettled: () => client.invalidateQueries({ queryKey: ['inbox'] }),
  })
}
