/**
 * Row-level security: which rows of a table the API finds and changes, by the scope of who asks (`tenant-scope.ts`).
 * One database role for each kind of viewer, so that each has its own short policy and PostgreSQL can search an
 * index by it; a table that nobody protected is closed to all of them. The owner of the tables (engine, jobs,
 * migrations) is not subject to any of this.
 */

/** The database roles of the API, by viewer. They exist once for a whole cluster. */
export const viewerRoles = {
  provider: 'mainline_provider',
  operator: 'mainline_operator',
  reception: 'mainline_reception',
  occupier: 'mainline_occupier',
  user: 'mainline_user',
} as const

export type Viewer = keyof typeof viewerRoles

/** SQL conditions on a row. Without `write` the viewer reads only. */
export interface Policy {
  readonly read: string
  readonly write?: string
}

/** The columns that say whose a row is, and for each viewer what differs from the rule. */
export interface Protection {
  readonly operator?: string
  /** null: rows are of no site. */
  readonly site?: string | null
  /** null: rows are of no organization; occupiers see none of them. */
  readonly organization?: string | null
  /** Column of the number by which a person's own rows are known; without it people see none. */
  readonly number?: string
  /** Written by triggers only. */
  readonly readOnly?: boolean
  /** Instead of the rule; null: this viewer sees nothing. */
  readonly viewers?: Partial<Record<Viewer, Policy | null>>
}

/** What the scope of a connection says; each is worked out once a statement. */
export const scope = {
  operator: '(select scope_operator())',
  organization: '(select scope_organization())',
  user: '(select scope_user())',
  /** Numbers that are assigned to the user. */
  numbers: '(select scope_numbers())::uuid[]',
  /** null: all. The cast keeps `any` from reading the select as a list of rows. */
  sites: '(select scope_sites())::uuid[]',
  /** The sites at which the organization is located. */
  occupancies: '(select scope_occupancies())::uuid[]',
} as const

/** The condition that a row's site is one of the scope's, all of them when it names none. */
export const atOwnSites = (site: string): string =>
  `(${scope.sites} is null or ${site} = any(${scope.sites}))`

/** The same for a row of several sites, given as an array; a row of no site passes. */
export const atOwnSomeSite = (sites: string): string =>
  `(${scope.sites} is null or coalesce(${sites} && ${scope.sites}, true))`

const and = (...conditions: string[]): string => conditions.filter(Boolean).join(' and ')

function ruleOf(protection: Protection): Record<Viewer, Policy | null> {
  const { operator = 'operator_id', site = 'site_id', organization = 'organization_id', number } = protection
  const sites = site === null ? '' : atOwnSites(site)
  const ofOperator = and(`${operator} = ${scope.operator}`, sites)
  const ofOrganization = organization && and(`${organization} = ${scope.organization}`, sites)
  const ofUser = ofOrganization && number && and(ofOrganization, `${number} = any(${scope.numbers})`)
  return {
    provider: { read: 'true', write: 'true' },
    operator: { read: ofOperator, write: ofOperator },
    reception: { read: ofOperator },
    occupier: ofOrganization ? { read: ofOrganization, write: ofOrganization } : null,
    user: ofUser ? { read: ofUser, write: ofUser } : null,
    ...protection.viewers,
  }
}

/**
 * The statements that open a table to the API, each viewer to its rows. A new table with columns of a tenant must be
 * protected in its migration.
 */
export function protect(table: string, protection: Protection = {}): string[] {
  const policies = Object.entries(ruleOf(protection)).flatMap(([viewer, policy]) =>
    policy ? policiesOf(table, viewer as Viewer, protection.readOnly ? { read: policy.read } : policy) : [],
  )
  return [`alter table ${table} enable row level security`, ...policies]
}

function policiesOf(table: string, viewer: Viewer, { read, write }: Policy): string[] {
  const role = viewerRoles[viewer]
  const policy = (command: string, condition: string) =>
    `create policy ${viewer}_${command} on ${table} for ${command} to ${role} ${condition}`
  const reads = [`grant select on ${table} to ${role}`, policy('select', `using (${read})`)]
  if (write === undefined) return reads
  return [
    ...reads,
    `grant insert, update, delete on ${table} to ${role}`,
    policy('insert', `with check (${write})`),
    policy('update', `using (${write}) with check (${write})`),
    policy('delete', `using (${write})`),
  ]
}

/** Columns that name a row of another table. */
const naming = {
  number_id: 'numbers',
  main_number_id: 'numbers',
  member_number_id: 'numbers',
  device_id: 'devices',
  mailbox_id: 'mailboxes',
  site_id: 'sites',
} as const

/** The columns of a row that name a row of another table. */
export const namingColumns = Object.keys(naming)

/**
 * The statements that keep what the API writes within the tenant: a row names only rows that its writer sees too, and
 * its operator is theirs. Foreign keys do not look at who writes. A table that the API writes and that has such columns
 * must have this in its migration.
 */
export function namesOwnOnly(table: string, columns: readonly string[]): string[] {
  const conditions = columns.flatMap((column) => {
    const named = naming[column as keyof typeof naming]
    return named
      ? [`(${column} is null or exists (select from ${named} o where o.id = ${table}.${column}))`]
      : []
  })
  if (columns.includes('operator_id')) conditions.push(`operator_id = ${scope.operator}`)
  const { provider: _, ...tenants } = viewerRoles
  const roles = Object.values(tenants).join(', ')
  return ['insert', 'update'].map(
    (command) => `create policy names_own_${command} on ${table} as restrictive for ${command} to ${roles}
      with check (${and(...conditions)})`,
  )
}
