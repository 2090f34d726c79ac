/** Every address of the console. A page is loaded when it is first opened; filters and tabs are in the address. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { AuditSearch } from './administration/audit/audit-page.tsx'
import type { TokensSearch } from './administration/tokens/tokens-page.tsx'
import type { TrunksSearch } from './administration/trunks/trunks-page.tsx'
import type { UsersSearch } from './administration/users/users.tsx'
import type { WebhooksSearch } from './administration/webhooks/webhooks-page.tsx'
import type { AlertsSearch } from './alerts/alerts-page.tsx'
import { queryClient } from './api/query-client.ts'
import type { CallsScope, CallsSearch } from './calls/calls-query.ts'
import type { MessagesSearch } from './messages/messages-page.tsx'
import type { OccupiersSearch } from './occupiers/occupiers-page.tsx'
import { NoSuchPage, NothingHere } from './parts/states.tsx'
import type { ReceptionSearch } from './reception/reception-page.tsx'
import type { WallboardSearch } from './reception/wallboard/wallboard-page.tsx'
import type { ReceptionReportSearch } from './reports/reception-report.tsx'
import type { ReportsSearch } from './reports/reports-page.tsx'
import { meQuery } from './session.ts'
import { SignedIn } from './shell/signed-in.tsx'
import type { DevicesSearch } from './spaces/devices/site-devices.tsx'
import type { HoursSearch } from './spaces/hours/search.ts'
import { siteOrganizationsQuery } from './spaces/site-organizations.ts'
import type { StockSearch } from './spaces/stock/search.ts'
import { prefetchStock } from './spaces/stock/stock-queries.ts'
import { prefetchTelephony, siteQuery } from './telephony/queries.ts'
import type { TelephonySearch } from './telephony/search.ts'

/** The telephony of whoever is signed in. */
async function prefetchOwnTelephony(site: string | undefined): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery).catch(() => undefined)
  const own = me?.active.organizationId ?? me?.active.operatorId
  if (own) await prefetchTelephony(queryClient, own, site)
}

/** A path of this console: `//` and `/\` begin the address of another site. */
const staysHere = /^\/(?![/\\])/

const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({
    // Named even when it does not count: what is left out stays as it came.
    to: typeof search['to'] === 'string' && staysHere.test(search['to']) ? search['to'] : undefined,
  }),
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

const calledCompany = createRoute({
  getParentRoute: () => root,
  path: '/card',
  component: lazyRouteComponent(() => import('./reception/called-company-page.tsx'), 'CalledCompanyPage'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: SignedIn,
  // Asked for while the page is still being loaded; nothing waits for it here.
  loader: () => void queryClient.prefetchQuery(meQuery),
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
})

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  validateSearch: (search: Record<string, unknown>) => search as TelephonySearch,
  loaderDeps: ({ search: { site } }) => ({ site }),
  loader: ({ deps: { site } }) => void prefetchOwnTelephony(site),
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
  validateSearch: (search: Record<string, unknown>) => search as CallsSearch & CallsScope,
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
  validateSearch: (search: Record<string, unknown>) => search as OccupiersSearch,
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
  loaderDeps: ({ search: { site } }) => ({ site }),
  loader: ({ params: { organizationId }, deps: { site } }) =>
    void prefetchTelephony(queryClient, organizationId, site),
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

const occupierUsers = createRoute({
  getParentRoute: () => occupier,
  path: '/users',
  validateSearch: (search: Record<string, unknown>) => search as UsersSearch,
  component: lazyRouteComponent(() => import('./occupiers/occupier-users.tsx'), 'OccupierUsers'),
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
  validateSearch: (search: Record<string, unknown>) => search as ReceptionSearch,
  component: lazyRouteComponent(() => import('./reception/reception-page.tsx'), 'ReceptionPage'),
})

const wallboard = createRoute({
  getParentRoute: () => signedIn,
  path: '/reception/wallboard',
  validateSearch: (search: Record<string, unknown>) => search as WallboardSearch,
  component: lazyRouteComponent(() => import('./reception/wallboard/wallboard-page.tsx'), 'WallboardPage'),
})

const spaces = createRoute({
  getParentRoute: () => signedIn,
  path: '/spaces',
  component: lazyRouteComponent(() => import('./spaces/spaces-page.tsx'), 'SpacesPage'),
})

const space = createRoute({
  getParentRoute: () => signedIn,
  path: '/spaces/$siteId',
  loader: ({ params: { siteId } }) => {
    void queryClient.prefetchQuery(siteQuery(siteId))
    void queryClient.prefetchQuery(siteOrganizationsQuery(siteId))
  },
  component: lazyRouteComponent(() => import('./spaces/site-layout.tsx'), 'SiteLayout'),
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
  component: lazyRouteComponent(() => import('./spaces/stock/stock-page.tsx'), 'StockPage'),
})

const spaceHours = createRoute({
  getParentRoute: () => space,
  path: '/hours',
  validateSearch: (search: Record<string, unknown>) => search as HoursSearch,
  component: lazyRouteComponent(() => import('./spaces/hours/hours-page.tsx'), 'HoursPage'),
})

const spaceServices = createRoute({
  getParentRoute: () => space,
  path: '/services',
  component: lazyRouteComponent(() => import('./spaces/services/site-services.tsx'), 'SiteServices'),
})

const spaceDevices = createRoute({
  getParentRoute: () => space,
  path: '/devices',
  validateSearch: (search: Record<string, unknown>) => search as DevicesSearch,
  component: lazyRouteComponent(() => import('./spaces/devices/site-devices.tsx'), 'SiteDevices'),
})

const spaceReception = createRoute({
  getParentRoute: () => space,
  path: '/reception',
  component: lazyRouteComponent(() => import('./spaces/reception/site-reception.tsx'), 'SiteReception'),
})

const spaceVoicemail = createRoute({
  getParentRoute: () => space,
  path: '/voicemail',
  component: lazyRouteComponent(() => import('./spaces/voicemail/site-voicemail.tsx'), 'SiteVoicemail'),
})

const reports = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports',
  validateSearch: (search: Record<string, unknown>) => search as ReportsSearch,
  component: lazyRouteComponent(() => import('./reports/reports-page.tsx'), 'ReportsPage'),
})

const receptionReport = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports/reception',
  validateSearch: (search: Record<string, unknown>) => search as ReceptionReportSearch,
  component: lazyRouteComponent(() => import('./reports/reception-report.tsx'), 'ReceptionReport'),
})

const profile = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile',
  component: lazyRouteComponent(() => import('./profile/profile-page.tsx'), 'ProfilePage'),
})

const administration = createRoute({
  getParentRoute: () => signedIn,
  path: '/administration',
  component: lazyRouteComponent(
    () => import('./administration/administration-layout.tsx'),
    'AdministrationLayout',
  ),
})

const administrationUsers = createRoute({
  getParentRoute: () => administration,
  path: '/users',
  validateSearch: (search: Record<string, unknown>) => search as UsersSearch,
  component: lazyRouteComponent(() => import('./administration/users/users.tsx'), 'UsersPage'),
})

const administrationTokens = createRoute({
  getParentRoute: () => administration,
  path: '/tokens',
  validateSearch: (search: Record<string, unknown>) => search as TokensSearch,
  component: lazyRouteComponent(() => import('./administration/tokens/tokens-page.tsx'), 'TokensPage'),
})

const administrationWebhooks = createRoute({
  getParentRoute: () => administration,
  path: '/webhooks',
  validateSearch: (search: Record<string, unknown>) => search as WebhooksSearch,
  component: lazyRouteComponent(() => import('./administration/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})

const administrationTrunks = createRoute({
  getParentRoute: () => administration,
  path: '/trunks',
  validateSearch: (search: Record<string, unknown>) => search as TrunksSearch,
  component: lazyRouteComponent(() => import('./administration/trunks/trunks-page.tsx'), 'TrunksPage'),
})

const administrationAudit = createRoute({
  getParentRoute: () => administration,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>) => search as AuditSearch,
  component: lazyRouteComponent(() => import('./administration/audit/audit-page.tsx'), 'AuditPage'),
})

const administrationEngines = createRoute({
  getParentRoute: () => administration,
  path: '/engines',
  component: lazyRouteComponent(() => import('./administration/engines/engines-page.tsx'), 'EnginesPage'),
})

const administrationAlerts = createRoute({
  getParentRoute: () => administration,
  path: '/alerts',
  validateSearch: (search: Record<string, unknown>) => search as AlertsSearch,
  component: lazyRouteComponent(() => import('./alerts/alerts-page.tsx'), 'AlertsPage'),
})

export const routeTree = root.addChildren([
  signIn,
  forgottenPassword,
  resetPassword,
  invitation,
  calledCompany,
  signedIn.addChildren([
    home,
    account,
    calls,
    call,
    messages,
    occupiers,
    reception,
    wallboard,
    occupier.addChildren([
      occupierStart,
      occupierTelephony,
      occupierServices,
      occupierMessages,
      occupierCalls,
      occupierDevices,
      occupierUsers,
    ]),
    spaces,
    space.addChildren([
      spaceIndex,
      spaceTelephony,
      spaceHours,
      spaceServices,
      spaceDevices,
      spaceReception,
      spaceVoicemail,
    ]),
    reports,
    receptionReport,
    profile,
    administration.addChildren([
      administrationUsers,
      administrationTokens,
      administrationWebhooks,
      administrationTrunks,
      administrationAudit,
      administrationEngines,
      administrationAlerts,
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
