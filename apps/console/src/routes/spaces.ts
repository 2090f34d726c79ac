/** Spaces: the list of sites, and the tabs of one. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { queryClient } from '../api/query-client.ts'
import type { DevicesSearch } from '../spaces/devices/site-devices.tsx'
import type { HoursSearch } from '../spaces/hours/search.ts'
import { siteOrganizationsQuery } from '../spaces/site-organizations.ts'
import type { SpacesSearch } from '../spaces/spaces-page.tsx'
import type { StockSearch } from '../spaces/stock/search.ts'
import { prefetchStock } from '../spaces/stock/stock-queries.ts'
import { siteQuery } from '../telephony/queries.ts'
import { signedIn } from './root.ts'

const spaces = createRoute({
  getParentRoute: () => signedIn,
  path: '/spaces',
  validateSearch: (search: Record<string, unknown>) => search as SpacesSearch,
  component: lazyRouteComponent(() => import('../spaces/spaces-page.tsx'), 'SpacesPage'),
})

const space = createRoute({
  getParentRoute: () => signedIn,
  path: '/spaces/$siteId',
  loader: ({ params: { siteId } }) => {
    void queryClient.prefetchQuery(siteQuery(siteId))
    void queryClient.prefetchQuery(siteOrganizationsQuery(siteId))
  },
  component: lazyRouteComponent(() => import('../spaces/site-layout.tsx'), 'SiteLayout'),
})

const spaceIndex = createRoute({
  getParentRoute: () => space,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/spaces/$siteId/telephony', params, replace: true })
  },
})

const spaceTelephony = createRoute({
  getParentRoute: () => space,
  path: '/telephony',
  validateSearch: (search: Record<string, unknown>) => search as StockSearch,
  loader: ({ params: { siteId }, location, cause }) => {
    // Whoever is here already asks by itself, in its own time.
    if (cause !== 'stay') prefetchStock(queryClient, siteId, location.search as StockSearch)
  },
  component: lazyRouteComponent(() => import('../spaces/stock/stock-page.tsx'), 'StockPage'),
})

const spaceHours = createRoute({
  getParentRoute: () => space,
  path: '/hours',
  validateSearch: (search: Record<string, unknown>) => search as HoursSearch,
  component: lazyRouteComponent(() => import('../spaces/hours/hours-page.tsx'), 'HoursPage'),
})

const spaceServices = createRoute({
  getParentRoute: () => space,
  path: '/services',
  component: lazyRouteComponent(() => import('../spaces/services/site-services.tsx'), 'SiteServices'),
})

const spaceDevices = createRoute({
  getParentRoute: () => space,
  path: '/devices',
  validateSearch: (search: Record<string, unknown>) => search as DevicesSearch,
  component: lazyRouteComponent(() => import('../spaces/devices/site-devices.tsx'), 'SiteDevices'),
})

const spaceCallsOut = createRoute({
  getParentRoute: () => space,
  path: '/calls-out',
  component: lazyRouteComponent(() => import('../spaces/calls-out/site-calls-out.tsx'), 'SiteCallsOut'),
})

const spaceReception = createRoute({
  getParentRoute: () => space,
  path: '/reception',
  component: lazyRouteComponent(() => import('../spaces/reception/site-reception.tsx'), 'SiteReception'),
})

const spaceVoicemail = createRoute({
  getParentRoute: () => space,
  path: '/voicemail',
  component: lazyRouteComponent(() => import('../spaces/voicemail/site-voicemail.tsx'), 'SiteVoicemail'),
})

const spaceSettings = createRoute({
  getParentRoute: () => space,
  path: '/settings',
  component: lazyRouteComponent(() => import('../spaces/settings/site-settings.tsx'), 'SiteSettings'),
})

export const ofSpaces = [
  spaces,
  space.addChildren([
    spaceIndex,
    spaceTelephony,
    spaceHours,
    spaceServices,
    spaceDevices,
    spaceCallsOut,
    spaceReception,
    spaceVoicemail,
    spaceSettings,
  ]),
] as const
