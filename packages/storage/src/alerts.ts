/** Alerts: what needs people now, raised once, cleared when its cause is gone. */
import { sql } from 'kysely'
import { type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { Alert, AlertKind } from './schema/events.ts'
import type { Db } from './schema.ts'

/** An alert as it is raised. */
export interface NewAlert {
  readonly kind: AlertKind
  /** What it is about: at most one alert of a kind and subject stands. */
  readonly subject: string
  readonly severity: Alert['severity']
  /** What is wrong, for people. */
  readonly words: string
  readonly data: Record<string, unknown>
  readonly operatorId: string | null
  readonly siteId: string | null
  readonly organizationId: string | null
  readonly numberId: string | null
  /** ms since the epoch */
  readonly at: number
}

/** Raises an alert. @returns it; undefined when it stands already */
export async function insertAlert(db: Db, alert: NewAlert): Promise<Alert | undefined> {
  const [raised] = await insertAlerts(db, [alert])
  return raised
}

/**
 * Raises many; those that stand already are left out, and those of a number that is another company's by now, or is being changed.
 *
 * @returns what is new
 */
export async function insertAlerts(db: Db, found: readonly NewAlert[]): Promise<Alert[]> {
  const alerts = await ofTheirNumbers(db, found)
  if (alerts.length === 0) return []
  return db
    .insertInto('alerts')
    .values(
      alerts.map(({ at, data, ...alert }) => ({
        ...alert,
        id: newId(),
        data: JSON.stringify(data),
        raisedAt: at,
      })),
    )
    .onConflict((on) => on.columns(['kind', 'subject']).where('clearedAt', 'is', null).doNothing())
    .returningAll()
    .execute()
}

/** What ends when the number that it is about is given back (migration 0063). */
const endsWithNumber: readonly AlertKind[] = ['nothing-would-ring', 'activation-failed']

/** The numbers stay whose they are as long as the transaction takes. */
async function ofTheirNumbers(db: Db, alerts: readonly NewAlert[]): Promise<readonly NewAlert[]> {
  const isBound = ({ kind, numberId }: NewAlert) => numberId !== null && endsWithNumber.includes(kind)
  const ids = alerts.filter(isBound).map(({ numberId }) => numberId ?? '')
  if (ids.length === 0) return alerts
  const numbers = await db
    .selectFrom('numbers')
    .select(['id', 'organizationId'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .forShare()
    .skipLocked()
    .execute()
  const owners = new Map(numbers.map(({ id, organizationId }) => [id, organizationId]))
  return alerts.filter(
    (alert) => !isBound(alert) || owners.get(alert.numberId ?? '') === alert.organizationId,
  )
}

/**
 * Raises an alert, or makes the one that stands of its kind and subject say this: its people are told anew, and nobody has seen it
 * yet.
 */
export async function raiseAnew(db: Db, { at, data, ...alert }: NewAlert): Promise<Alert> {
  const { severity, words } = alert
  const told = { severity, words, data: JSON.stringify(data) }
  return db
    .insertInto('alerts')
    .values({ ...alert, ...told, id: newId(), raisedAt: at })
    .onConflict((on) =>
      on
        .columns(['kind', 'subject'])
        .where('clearedAt', 'is', null)
        .doUpdateSet({ ...told, notifiedAt: null, acknowledgedAt: null, acknowledgedBy: null }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Clears the standing alerts of these subjects. @returns what was cleared */
export async function clearAlerts(
  db: Db,
  kind: AlertKind,
  subjects: readonly string[],
  at: number,
): Promise<Alert[]> {
  if (subjects.length === 0) return []
  return db
    .updateTable('alerts')
    .set({ clearedAt: at })
    .where('kind', '=', kind)
    .where('clearedAt', 'is', null)
    .where('subject', '=', sql<string>`any(${[...subjects]})`)
    .returningAll()
    .execute()
}

export interface AlertFilter extends PageRequest {
  operatorId?: string | undefined
  siteId?: string | undefined
  organizationId?: string | undefined
  numberId?: string | undefined
  kind?: AlertKind | undefined
  /** Only those that stand. */
  standing?: boolean | undefined
}

/** Newest first. */
export async function listAlerts(db: Db, filter: AlertFilter = {}): Promise<Page<Alert>> {
  let query = db.selectFrom('alerts').selectAll().orderBy('id', 'desc').limit(rowsToRead(filter))
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  if (filter.siteId) query = query.where('siteId', '=', filter.siteId)
  if (filter.organizationId) query = query.where('organizationId', '=', filter.organizationId)
  if (filter.numberId) query = query.where('numberId', '=', filter.numberId)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.standing) query = query.where('clearedAt', 'is', null)
  if (filter.after) query = query.where('id', '<', filter.after)
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** The standing alerts of a kind, at one site or everywhere. */
export async function standingAlerts(db: Db, kind: AlertKind, siteId?: string): Promise<Alert[]> {
  let query = db.selectFrom('alerts').selectAll().where('kind', '=', kind).where('clearedAt', 'is', null)
  if (siteId) query = query.where('siteId', '=', siteId)
  return query.execute()
}

export const findAlert = (db: Db, id: string): Promise<Alert | undefined> =>
  db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst()

/** What is over when somebody has seen it: nothing else ends it. */
const endsWhenSeen: readonly AlertKind[] = ['emergency-call', 'calls-out-limit', 'trunk-misfit']

/** Somebody has seen it; who was first stays. */
export async function acknowledgeAlert(db: Db, id: string, by: string, at: number): Promise<Alert | Refusal> {
  const alert = await db
    .updateTable('alerts')
    .set((eb) => ({
      acknowledgedAt: eb.fn.coalesce('acknowledgedAt', eb.val(at)),
      acknowledgedBy: eb.fn.coalesce('acknowledgedBy', eb.val(by)),
      clearedAt: eb
        .case()
        .when(eb.and([eb('kind', 'in', endsWhenSeen), eb('clearedAt', 'is', null)]))
        .then(at)
        .else(eb.ref('clearedAt'))
        .end(),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return alert ?? refuse('not-found', 'there is no such alert')
}
