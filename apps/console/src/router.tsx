/** Every address of the console. A page is loaded when it is first opened; filters and tabs are in the address. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import type { CallsSearch } from './calls/calls-page.tsx'
import type { MessagesSearch } from './messages/messages-page.tsx'
import { NothingHere } from './parts/states.tsx'
import { SignedIn } from './shell/signed-in.tsx'

/** What a telephony page keeps in its address. */
export interface TelephonySearch {
  site?: string
  number?: string
  open?: 'main'
  dialog?: 'call-settings' | 'hunt-group' | 'greetings' | 'pin' | 'try'
  state?: string
  search?: string
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NothingHere })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search['to'] === 'string' && search['to'].startsWith('/') ? { to: search['to'] } : {},
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn })

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
})

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  validateSearch: (search: Record<string, unknown>) => search as TelephonySearch,
  component: lazyRouteComponent(() => import('./telephony/account-page.tsx'), 'AccountPage'),
})

const calls = createRoute({
  getParentRoute: () => signedIn,
  path: '/calls',
  validateSearch: (search: Record<string, unknown>) => search as CallsSearch,
  component: lazyRouteComponent(() => import('./calls/calls-page.tsx'), 'CallsPage'),
})

const call = createRoute({
  getParentRoute: () => signedIn,
  path: '/calls/$callId',
  component: lazyRouteComponent(() => import('./calls/call-page.tsx'), 'CallPage'),
})

const messages = createRoute({
  getParentRoute: () => signedIn,
  path: '/messages',
  validateSearch: (search: Record<string, unknown>) => search as MessagesSearch,
  component: lazyRouteComponent(() => import('./messages/messages-page.tsx'), 'MessagesPage'),
})

export const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([home, account, calls, call, messages]),
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultNotFoundComponent: NothingHere,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
