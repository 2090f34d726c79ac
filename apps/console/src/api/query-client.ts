/** The cache of what the server said. What is shown stays while newer data is fetched; refusals are not retried. */
import { QueryClient } from '@tanstack/react-query'
import { ApiRefusal } from './client.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    // What the browser takes for "offline" is no reason to wait in silence: who cannot be reached is said at once.
    queries: {
      networkMode: 'always',
      // Which is else off together with the waiting.
      refetchOnReconnect: true,
      staleTime: 15_000,
      retry: (failures, error) => !(error instanceof ApiRefusal) && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
