/** Ends the session and forgets all that was shown in it. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { api } from '../api/client.ts'

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useCallback(async () => {
    await api.signOut({})
    client.clear()
    await navigate({ to: '/sign-in' })
  }, [client, navigate])
}
