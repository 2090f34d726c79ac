/**
 * Who may call a method and which of its identifiers name things of a tenant (product §4). The server checks both in
 * one place; a method that says neither does not compile or fails the test of the catalogue.
 */

/** The six roles, from the widest scope to the narrowest. */
export const roles = [
  'provider-admin',
  'operator-admin',
  'operator-user',
  'receptionist',
  'occupier-admin',
  'occupier-user',
] as const

export type Role = (typeof roles)[number]

/** Who makes a request, and whose things it may touch. */
export interface Principal {
  /** `system`: the product itself; `nobody`: a public method, without signing in. */
  readonly kind: 'user' | 'token' | 'system' | 'nobody'
  /** Of the user or token. */
  readonly id: string
  /** Whom changes are put down to (N11). */
  readonly name: string
  readonly role: Role
  /** The operator that it belongs to, or whose occupier it belongs to; null for the provider. */
  readonly operatorId: string | null
  /** null: all sites of the operator or of the organization. */
  readonly siteIds: readonly string[] | null
  /** Of the roles of an occupier. */
  readonly organizationId: string | null
  /** The person behind it: numbers assigned to this user are its own. */
  readonly userId: string | null
}

/** Who asks when nobody signed in: sees nothing. */
export const nobody: Principal = {
  kind: 'nobody',
  id: '',
  name: 'Nobody',
  role: 'occupier-user',
  operatorId: null,
  siteIds: [],
  organizationId: null,
  userId: null,
}

/**
 * `public`: anybody; `signed-in`: each role; or the roles that may. The provider may everything, named or not.
 * A role lets in; which rows it then finds is a matter of its tenant.
 */
export type Access = 'public' | 'signed-in' | ReachingAccess

interface ReachingAccess {
  readonly roles: readonly Role[]
  /**
   * A reception answers for the sites, too, whose calls come over to it (C7): whoever sees some sites only reaches by this
   * method those that overflow to one of them.
   */
  readonly answersFor?: 'overflowing sites'
}

export const reachesOverflow = (access: Access): boolean =>
  typeof access === 'object' && access.answersFor === 'overflowing sites'

/** Who answers at a reception. */
export const receptionists = {
  roles: ['operator-admin', 'operator-user', 'receptionist'],
} as const satisfies Access

/** The same, for what a call needs that has come over from another site. */
export const receptionistsOfOverflow = {
  ...receptionists,
  answersFor: 'overflowing sites',
} as const satisfies Access

/** The roles that may call a method, widest first; empty for a public one, which asks for none. */
export function rolesOf(access: Access): readonly Role[] {
  if (access === 'public') return []
  if (access === 'signed-in') return roles
  return roles.filter((role) => role === 'provider-admin' || access.roles.includes(role))
}

/**
 * The roles that a role may give to others: none above its own. A person with numbers of its own is made by people who
 * know the organization.
 */
export function grantableRoles(role: Role): readonly Role[] {
  switch (role) {
    case 'provider-admin':
      return roles
    case 'operator-admin':
      return roles.slice(1)
    case 'occupier-admin':
      return ['occupier-admin', 'occupier-user']
    default:
      return []
  }
}

/** What the identifiers of params and bodies name, by the name of their field. */
export const targetKinds = {
  siteId: 'site',
  siteIds: 'site',
  organizationId: 'organization',
  organizationIds: 'organization',
  operatorId: 'operator',
  numberId: 'number',
  deviceId: 'device',
  eventId: 'event',
  overrideId: 'override',
  trunkId: 'trunk',
  emergencyTrunkId: 'trunk',
  importId: 'import',
  callId: 'call',
  changeId: 'dated-change',
  subscriptionId: 'subscription',
  calendarId: 'calendar',
  messageId: 'message',
  messageNoteId: 'message-note',
  greetingId: 'greeting',
  alertId: 'alert',
  webhookId: 'webhook',
  userId: 'user',
  assignedTo: 'user',
  tokenId: 'token',
  membershipId: 'membership',
  invitationId: 'invitation',
  seatId: 'seat',
  receptionMessageId: 'reception-message',
  noteId: 'reception-note',
} as const

export type TargetKind = (typeof targetKinds)[keyof typeof targetKinds]

/** A thing that a request names. */
export interface Target {
  readonly kind: TargetKind
  readonly id: string
}

/**
 * What a request names in its path and body, however deep. Filters of a query are no targets: what they exclude or
 * do not find is simply not in the list.
 */
export function targetsOf(parts: { readonly params: unknown; readonly body: unknown }): Target[] {
  return [...named(parts.params), ...named(parts.body)]
}

function* named(part: unknown): Iterable<Target> {
  // A file names nothing, however many bytes it has.
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return
  for (const [name, value] of Object.entries(part)) {
    const kind = Object.hasOwn(targetKinds, name) ? targetKinds[name as keyof typeof targetKinds] : undefined
    if (kind === undefined) yield* named(value)
    else
      for (const id of Array.isArray(value) ? value : [value]) if (typeof id === 'string') yield { kind, id }
  }
}
