/** Whom alerts are told to: the people of the organization, else those of its operator, else the provider. */
import { sql } from 'kysely'
import type { Alert } from './schema/events.ts'
import type { Db } from './schema.ts'

export interface AlertRecipient {
  readonly email: string
  readonly name: string
}

/** Standing alerts that nobody was told of, the oldest first; others who ask wait until the transaction has ended. */
export async function takeUntoldAlerts(db: Db, limit: number): Promise<Alert[]> {
  return db
    .selectFrom('alerts')
    .selectAll()
    .where('notifiedAt', 'is', null)
    .where('clearedAt', 'is', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function noteTold(db: Db, ids: readonly string[], at: number): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('alerts')
    .set({ notifiedAt: at })
    .where('id', 'in', [...ids])
    .execute()
}

/** The administrators nearest to what the alert is about, at its site. */
export async function alertRecipients(
  db: Db,
  { operatorId, organizationId, siteId }: Pick<Alert, 'operatorId' | 'organizationId' | 'siteId'>,
): Promise<AlertRecipient[]> {
  const { rows } = await sql<AlertRecipient>`
    with near as (
      select u.email, u.name, case m.role when 'occupier-admin' then 1 when 'operator-admin' then 2 else 3 end as distance
      from memberships m join users u on u.id = m.user_id
      where m.retired_at is null
        and (m.site_ids is null or ${siteId}::text is null or m.site_ids ? ${siteId}::text)
        and ((m.role = 'occupier-admin' and m.organization_id = ${organizationId}::uuid)
          or (m.role = 'operator-admin' and m.operator_id = ${operatorId}::uuid)
          or m.role = 'provider-admin'))
    select distinct email, name from near where distance = (select min(distance) from near) order by email`.execute(
    db,
  )
  return rows
}
