/** Every address of the console. A page is loaded when it is first opened; filters and tabs are in the address. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { CallsSearch } from './calls/call-history.tsx'
import type { MessagesSearch } from './messages/messages-page.tsx'
import { NothingHere } from './parts/states.tsx'
import { SignedIn } from './shell/signed-in.tsx'
import type { TelephonySearch } from './telephony/search.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NothingHere })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search['to'] === 'string' && search['to'].startsWith('/') ? { to: search['to'] } : {},
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const forgottenPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgotten-password',
  component: lazyRouteComponent(
    () => import('./sign-in/forgotten-password-page.tsx'),
    'ForgottenPasswordPage',
  ),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./sign-in/new-password-page.tsx'), 'ResetPasswordPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/accept-invitation',
  component: lazyRouteComponent(() => import('./sign-in/new-password-page.tsx'), 'InvitationPage'),
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

const occupiers = createRoute({
  getParentRoute: () => signedIn,
  path: '/occupiers',
  component: lazyRouteComponent(() => import('./occupiers/occupiers-page.tsx'), 'OccupiersPage'),
})

const occupier = createRoute({
  getParentRoute: () => signedIn,
  path: '/occupiers/$organizationId',
  component: lazyRouteComponent(() => import('./occupiers/occupier-layout.tsx'), 'OccupierLayout'),
})

const occupierTelephony = createRoute({
  getParentRoute: () => occupier,
  path: '/telephony',
  validateSearch: (search: Record<string, unknown>) => search as TelephonySearch,
  component: lazyRouteComponent(() => import('./occupiers/occupier-telephony.tsx'), 'OccupierTelephony'),
})

const occupierServices = createRoute({
  getParentRoute: () => occupier,
  path: '/services',
  component: lazyRouteComponent(() => import('./occupiers/occupier-tabs.tsx'), 'OccupierServices'),
})

const occupierMessages = createRoute({
  getParentRoute: () => occupier,
  path: '/messages',
  validateSearch: (search: Record<string, unknown>) => search as MessagesSearch,
  component: lazyRouteComponent(() => import('./occupiers/occupier-tabs.tsx'), 'OccupierMessages'),
})

const occupierCalls = createRoute({
  getParentRoute: () => occupier,
  path: '/calls',
  validateSearch: (search: Record<string, unknown>) => search as CallsSearch,
  component: lazyRouteComponent(() => import('./occupiers/occupier-tabs.tsx'), 'OccupierCalls'),
})

const occupierDevices = createRoute({
  getParentRoute: () => occupier,
  path: '/devices',
  component: lazyRouteComponent(() => import('./occupiers/occupier-tabs.tsx'), 'OccupierDevices'),
})

const occupierStart = createRoute({
  getParentRoute: () => occupier,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/occupiers/$organizationId/telephony', params, replace: true })
  },
})

const reception = createRoute({
  getParentRoute: () => signedIn,
  path: '/reception',
  component: lazyRouteComponent(() => import('./reception/reception-page.tsx'), 'ReceptionPage'),
})

export const routeTree = root.addChildren([
  signIn,
  forgottenPassword,
  resetPassword,
  invitation,
  signedIn.addChildren([
    home,
    account,
    calls,
    call,
    messages,
    occupiers,
    reception,
    occupier.addChildren([
      occupierStart,
      occupierTelephony,
      occupierServices,
      occupierMessages,
      occupierCalls,
      occupierDevices,
    ]),
  ]),
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
