/** Occupiers: the list of companies, and the tabs of one. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { UsersSearch } from '../administration/users/users.tsx'
import { queryClient } from '../api/query-client.ts'
import type { CallsSearch } from '../calls/calls-query.ts'
import type { InboxSearch } from '../messages/inbox.tsx'
import type { OccupiersSearch } from '../occupiers/occupiers-page.tsx'
import { prefetchTelephony } from '../telephony/queries.ts'
import type { TelephonySearch } from '../telephony/search.ts'
import { signedIn } from './root.ts'

const occupiers = createRoute({
  getParentRoute: () => signedIn,
  path: '/occupiers',
  validateSearch: (search: Record<string, unknown>) => search as OccupiersSearch,
  component: lazyRouteComponent(() => import('../occupiers/occupiers-page.tsx'), 'OccupiersPage'),
})

const occupier = createRoute({
  getParentRoute: () => signedIn,
  path: '/occupiers/$organizationId',
  component: lazyRouteComponent(() => import('../occupiers/occupier-layout.tsx'), 'OccupierLayout'),
})

const occupierStart = createRoute({
  getParentRoute: () => occupier,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/occupiers/$organizationId/telephony', params, replace: true })
  },
})

const occupierOverview = createRoute({
  getParentRoute: () => occupier,
  path: '/overview',
  component: lazyRouteComponent(() => import('../occupiers/occupier-overview.tsx'), 'OccupierOverview'),
})

const occupierTelephony = createRoute({
  getParentRoute: () => occupier,
  path: '/telephony',
  validateSearch: (search: Record<string, unknown>) => search as TelephonySearch,
  loaderDeps: ({ search: { site } }) => ({ site }),
  loader: ({ params: { organizationId }, location, cause }) =>
    void prefetchTelephony(queryClient, organizationId, location.search, cause === 'enter'),
  component: lazyRouteComponent(() => import('../occupiers/occupier-telephony.tsx'), 'OccupierTelephony'),
})

const occupierServices = createRoute({
  getParentRoute: () => occupier,
  path: '/services',
  component: lazyRouteComponent(() => import('../occupiers/occupier-tabs.tsx'), 'OccupierServices'),
})

const occupierMessages = createRoute({
  getParentRoute: () => occupier,
  path: '/messages',
  validateSearch: (search: Record<string, unknown>) => search as InboxSearch,
  component: lazyRouteComponent(() => import('../occupiers/occupier-tabs.tsx'), 'OccupierMessages'),
})

const occupierCalls = createRoute({
  getParentRoute: () => occupier,
  path: '/calls',
  validateSearch: (search: Record<string, unknown>) => search as CallsSearch,
  component: lazyRouteComponent(() => import('../occupiers/occupier-tabs.tsx'), 'OccupierCalls'),
})

const occupierDevices = createRoute({
  getParentRoute: () => occupier,
  path: '/devices',
  component: lazyRouteComponent(() => import('../occupiers/occupier-tabs.tsx'), 'OccupierDevices'),
})

const occupierUsers = createRoute({
  getParentRoute: () => occupier,
  path: '/users',
  validateSearch: (search: Record<string, unknown>) => search as UsersSearch,
  component: lazyRouteComponent(() => import('../occupiers/occupier-users.tsx'), 'OccupierUsers'),
})

export const ofOccupiers = [
  occupiers,
  occupier.addChildren([
    occupierStart,
    occupierOverview,
    occupierTelephony,
    occupierServices,
    occupierMessages,
    occupierCalls,
    occupierDevices,
    occupierUsers,
  ]),
] as const
