/** People, and what they may see. */
import type { ColumnType, Generated, Selectable } from 'kysely'

export interface UserTable {
  id: string
  /** Unique whatever its case. */
  email: string
  name: string
  /** Shown by a link that went there by letter, or by the identity provider; false: whoever holds the account may not own the address. */
  emailVerified: Generated<boolean>
  image: string | null
  twoFactorEnabled: Generated<boolean>
  createdAt: number
  updatedAt: Generated<number>
}

export interface MembershipTable {
  id: string
  userId: string
  role:
    | 'provider-admin'
    | 'operator-admin'
    | 'operator-user'
    | 'receptionist'
    | 'occupier-admin'
    | 'occupier-user'
  /** null: of the provider. */
  operatorId: string | null
  /** Of the roles of an occupier. */
  organizationId: string | null
  /** null: all sites. */
  siteIds: ColumnType<string[] | null, string | null | undefined, string | null>
  /** What the person is there, as the directory of a reception says it: "Partner" (C8). */
  title: ColumnType<string | null, string | null | undefined, string | null>
  /** Why the person is away, and until when; null: until that is taken back. */
  absence: ColumnType<string | null, string | null | undefined, string | null>
  absentUntil: ColumnType<number | null, number | null | undefined, number | null>
  /** When an administrator was last given a link to a new password of the person. */
  passwordLinkAt: ColumnType<number | null, number | null | undefined, number | null>
  /** From then on it lets nobody in. */
  retiredAt: number | null
  version: ColumnType<number, number | undefined, number>
  createdAt: number
}

/** What may be done by program, and how far; only a hash of the token itself is kept. */
export interface ApiTokenTable {
  id: string
  name: string
  role: Exclude<MembershipTable['role'], 'occupier-user'>
  operatorId: string | null
  organizationId: string | null
  siteIds: ColumnType<string[] | null, string | null, never>
  tokenHash: string
  createdBy: string
  /** Of whoever made it, or made the token that made it; it ends with that. null: the provider's own token did, or nobody knows. */
  membershipId: string | null
  createdAt: number
  expiresAt: number | null
  lastUsedAt: number | null
}

/** N11. Written by triggers. */
export interface AuditTable {
  id: Generated<number>
  at: number
  actor: string
  /** null: the product itself. */
  role: string | null
  action: 'created' | 'changed' | 'removed'
  kind: string
  objectId: string
  /** What the thing is called. */
  name: string | null
  operatorId: string | null
  siteId: string | null
  organizationId: string | null
  /** Of what belongs to a number. */
  numberId: string | null
  /** Only what changed. */
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export interface TenancySchema {
  users: UserTable
  memberships: MembershipTable
  apiTokens: ApiTokenTable
  auditLog: AuditTable
}

export type ApiToken = Selectable<ApiTokenTable>
export type AuditEntry = Selectable<AuditTable>
