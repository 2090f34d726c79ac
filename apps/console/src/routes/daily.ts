/** What people open every day, whoever they work for. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { queryClient } from '../api/query-client.ts'
import type { CallsScope, CallsSearch } from '../calls/calls-query.ts'
import type { InboxSearch } from '../messages/inbox.tsx'
import type { ReceptionSearch } from '../reception/reception-page.tsx'
import type { WallboardSearch } from '../reception/wallboard/wallboard-page.tsx'
import type { ReceptionReportSearch } from '../reports/reception-report.tsx'
import type { ReportsSearch } from '../reports/reports-page.tsx'
import { meQuery } from '../session.ts'
import { prefetchTelephony } from '../telephony/queries.ts'
import type { TelephonySearch } from '../telephony/search.ts'
import { signedIn } from './root.ts'

/** The telephony of whoever is signed in. */
async function prefetchOwnTelephony(wanted: TelephonySearch, opening: boolean): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery).catch(() => undefined)
  const own = me?.active.organizationId ?? me?.active.operatorId
  if (own) await prefetchTelephony(queryClient, own, wanted, opening)
}

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
})

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  validateSearch: (search: Record<string, unknown>) => search as TelephonySearch,
  loaderDeps: ({ search: { site } }) => ({ site }),
  loader: ({ location, cause }) => void prefetchOwnTelephony(location.search, cause === 'enter'),
  component: lazyRouteComponent(() => import('../telephony/account-page.tsx'), 'AccountPage'),
})

const calls = createRoute({
  getParentRoute: () => signedIn,
  path: '/calls',
  validateSearch: (search: Record<string, unknown>) => search as CallsSearch,
  component: lazyRouteComponent(() => import('../calls/calls-page.tsx'), 'CallsPage'),
})

const call = createRoute({
  getParentRoute: () => signedIn,
  path: '/calls/$callId',
  validateSearch: (search: Record<string, unknown>) => search as CallsSearch & CallsScope,
  component: lazyRouteComponent(() => import('../calls/call-page.tsx'), 'CallPage'),
})

const messages = createRoute({
  getParentRoute: () => signedIn,
  path: '/messages',
  validateSearch: (search: Record<string, unknown>) => search as InboxSearch,
  component: lazyRouteComponent(() => import('../messages/messages-page.tsx'), 'MessagesPage'),
})

const reception = createRoute({
  getParentRoute: () => signedIn,
  path: '/reception',
  validateSearch: (search: Record<string, unknown>) => search as ReceptionSearch,
  component: lazyRouteComponent(() => import('../reception/reception-page.tsx'), 'ReceptionPage'),
})

const wallboard = createRoute({
  getParentRoute: () => signedIn,
  path: '/reception/wallboard',
  validateSearch: (search: Record<string, unknown>) => search as WallboardSearch,
  component: lazyRouteComponent(() => import('../reception/wallboard/wallboard-page.tsx'), 'WallboardPage'),
})

const reports = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports',
  validateSearch: (search: Record<string, unknown>) => search as ReportsSearch,
  component: lazyRouteComponent(() => import('../reports/reports-page.tsx'), 'ReportsPage'),
})

const receptionReport = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports/reception',
  validateSearch: (search: Record<string, unknown>) => search as ReceptionReportSearch,
  component: lazyRouteComponent(() => import('../reports/reception-report.tsx'), 'ReceptionReport'),
})

const profile = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile',
  component: lazyRouteComponent(() => import('../profile/profile-page.tsx'), 'ProfilePage'),
})

export const daily = [
  home,
  account,
  calls,
  call,
  messages,
  reception,
  wallboard,
  reports,
  receptionReport,
  profile,
] as const
