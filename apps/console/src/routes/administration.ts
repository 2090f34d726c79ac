/** Administration and its tabs. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { AuditSearch } from '../administration/audit/audit-page.tsx'
import type { OperatorsSearch } from '../administration/operators/operators-page.tsx'
import type { TokensSearch } from '../administration/tokens/tokens-page.tsx'
import type { TrunksSearch } from '../administration/trunks/trunks-page.tsx'
import type { UsersSearch } from '../administration/users/users.tsx'
import type { WebhooksSearch } from '../administration/webhooks/webhooks-page.tsx'
import type { AlertsSearch } from '../alerts/alerts-page.tsx'
import { signedIn } from './root.ts'

const administration = createRoute({
  getParentRoute: () => signedIn,
  path: '/administration',
  component: lazyRouteComponent(
    () => import('../administration/administration-layout.tsx'),
    'AdministrationLayout',
  ),
})

const administrationUsers = createRoute({
  getParentRoute: () => administration,
  path: '/users',
  validateSearch: (search: Record<string, unknown>) => search as UsersSearch,
  component: lazyRouteComponent(() => import('../administration/users/users.tsx'), 'UsersPage'),
})

const administrationTokens = createRoute({
  getParentRoute: () => administration,
  path: '/tokens',
  validateSearch: (search: Record<string, unknown>) => search as TokensSearch,
  component: lazyRouteComponent(() => import('../administration/tokens/tokens-page.tsx'), 'TokensPage'),
})

const administrationWebhooks = createRoute({
  getParentRoute: () => administration,
  path: '/webhooks',
  validateSearch: (search: Record<string, unknown>) => search as WebhooksSearch,
  component: lazyRouteComponent(() => import('../administration/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})

const administrationOperators = createRoute({
  getParentRoute: () => administration,
  path: '/operators',
  validateSearch: (search: Record<string, unknown>) => search as OperatorsSearch,
  component: lazyRouteComponent(
    () => import('../administration/operators/operators-page.tsx'),
    'OperatorsPage',
  ),
})

const administrationTrunks = createRoute({
  getParentRoute: () => administration,
  path: '/trunks',
  validateSearch: (search: Record<string, unknown>) => search as TrunksSearch,
  component: lazyRouteComponent(() => import('../administration/trunks/trunks-page.tsx'), 'TrunksPage'),
})

const administrationAudit = createRoute({
  getParentRoute: () => administration,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>) => search as AuditSearch,
  component: lazyRouteComponent(() => import('../administration/audit/audit-page.tsx'), 'AuditPage'),
})

const administrationEngines = createRoute({
  getParentRoute: () => administration,
  path: '/engines',
  component: lazyRouteComponent(() => import('../administration/engines/engines-page.tsx'), 'EnginesPage'),
})

const administrationAlerts = createRoute({
  getParentRoute: () => administration,
  path: '/alerts',
  validateSearch: (search: Record<string, unknown>) => search as AlertsSearch,
  component: lazyRouteComponent(() => import('../alerts/alerts-page.tsx'), 'AlertsPage'),
})

export const ofAdministration = administration.addChildren([
  administrationUsers,
  administrationTokens,
  administrationWebhooks,
  administrationOperators,
  administrationTrunks,
  administrationAudit,
  administrationEngines,
  administrationAlerts,
])
