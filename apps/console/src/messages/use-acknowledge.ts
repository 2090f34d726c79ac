/** Says that somebody sees to a message of reception; the first who says so stands. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'

export function useAcknowledge() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ receptionMessageId }: { receptionMessageId: string }) =>
      api.acknowledgeReceptionMessage({ params: { receptionMessageId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['reception-messages'] }),
  })
}
