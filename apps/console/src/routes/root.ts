/** What every address of the console hangs on: the root, and the frame of whoever is signed in. */
import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { queryClient } from '../api/query-client.ts'
import { NoSuchPage } from '../parts/states.tsx'
import { meQuery } from '../session.ts'
import { SignedIn } from '../shell/signed-in.tsx'

export const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchPage })

export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: SignedIn,
  // Asked for while the page is still being loaded; nothing waits for it here.
  loader: () => void queryClient.prefetchQuery(meQuery),
})
