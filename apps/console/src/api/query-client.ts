/** The cache of what the server said. What is shown stays while newer data is fetched; refusals are not retried. */
import { QueryClient } from '@tanstack/react-query'
import { ApiRefusal } from './client.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => !(error instanceof ApiRefusal) && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})
