/** People, and what they may see. */
import type { ColumnType } from 'kysely'

export interface UserTable {
  id: string
  /** Unique whatever its case. */
  email: string
  name: string
  createdAt: number
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
  createdAt: number
}

export interface TenancySchema {
  users: UserTable
  memberships: MembershipTable
}
