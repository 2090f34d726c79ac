/** The keys of whoever sits here: kept on the server, so that they are there at any machine. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiRefusal, api } from '../../api/client.ts'
import type { DeskKeyMap } from './key-names.ts'

const queryKey = ['desk-keys'] as const

/** undefined until they are known: no key does what its person has switched off. */
export const useMyKeys = () =>
  useQuery({ queryKey, queryFn: () => api.getDeskKeys({}), staleTime: Number.POSITIVE_INFINITY }).data

export function useSaveKeys(onSaved: () => void) {
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: (body: { version: number; keys: DeskKeyMap }) => api.saveDeskKeys({ body }),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved)
      onSaved()
    },
  })
  const stale = save.error instanceof ApiRefusal && save.error.code === 'stale-version' && save.error
  return { save, stale: stale || undefined }
}
