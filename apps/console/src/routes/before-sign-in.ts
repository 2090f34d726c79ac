/** Addresses that need nobody to be signed in. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from './root.ts'

/** A path of this console: `//` and `/\` begin the address of another site. */
const staysHere = /^\/(?![/\\])/

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({
    // Named even when it does not count: what is left out stays as it came.
    to: typeof search['to'] === 'string' && staysHere.test(search['to']) ? search['to'] : undefined,
  }),
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const forgottenPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgotten-password',
  component: lazyRouteComponent(
    () => import('../sign-in/forgotten-password-page.tsx'),
    'ForgottenPasswordPage',
  ),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('../sign-in/new-password-page.tsx'), 'ResetPasswordPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/accept-invitation',
  component: lazyRouteComponent(() => import('../sign-in/new-password-page.tsx'), 'InvitationPage'),
})

const calledCompany = createRoute({
  getParentRoute: () => root,
  path: '/card',
  component: lazyRouteComponent(() => import('../reception/called-company-page.tsx'), 'CalledCompanyPage'),
})

const letterLink = createRoute({
  getParentRoute: () => root,
  path: '/listen',
  component: lazyRouteComponent(() => import('../messages/letter-link-page.tsx'), 'LetterLinkPage'),
})

export const beforeSignIn = [
  signIn,
  forgottenPassword,
  resetPassword,
  invitation,
  calledCompany,
  letterLink,
] as const
