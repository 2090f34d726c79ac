/** Whose the things are that a request names: read from the whole database, in one statement. */
import type { Target, TargetKind } from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { type RawBuilder, sql } from 'kysely'

/** Where a thing belongs. */
export interface Place {
  readonly kind: TargetKind
  readonly id: string
  /** null: the provider's. */
  readonly operatorId: string | null
  /** null: of no site, or of every one. */
  readonly siteIds: readonly string[] | null
  /** Whose it is; of what several share, the asking organization if it is one of them. */
  readonly organizationIds: readonly string[]
  /** To whom its number is assigned. */
  readonly userId: string | null
  /** Within an organization it is one person's. */
  readonly personal: boolean
  /** Of the organization alone, not its landlord's. */
  readonly private: boolean
}

/**
 * Reads the places of what exists among the targets.
 *
 * @param asking the organization of the principal
 */
export async function placesOf(
  db: Db,
  targets: readonly Target[],
  asking: string | null,
): Promise<readonly Place[]> {
  const byKind = Map.groupBy(targets, (target) => target.kind)
  const parts = [...byKind].map(([kind, named]) => {
    const ids = [...new Set(named.map(({ id }) => id))]
    return placeQueries[kind](sql`any(${`{${ids.map((id) => JSON.stringify(id)).join()}}`})`, asking)
  })
  const { rows } = await sql<Place>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows
}

type PlaceQuery = (ids: RawBuilder<unknown>, asking: string | null) => RawBuilder<unknown>

/** The organization that asks, if it is located at one of these sites. */
const located = (site: string, asking: string | null) =>
  sql`array(select o.organization_id from occupancies o
    where ${sql.raw(site)} and o.organization_id = ${asking}::uuid)`

/** A row that belongs to a number. */
const ofNumber =
  (kind: TargetKind, table: string, traits: { key?: string; private?: boolean } = {}): PlaceQuery =>
  (ids) =>
    sql`
    select ${sql.lit(kind)} as kind, t.${sql.ref(traits.key ?? 'id')}::text as id, t.operator_id,
      case when t.site_id is not null then array[t.site_id] end as site_ids,
      array_remove(array[t.organization_id], null) as organization_ids,
      n.assigned_to as user_id, true as personal, ${sql.lit(traits.private ?? false)} as private
    from ${sql.table(table)} t left join numbers n on n.id = t.number_id
    where t.${sql.ref(traits.key ?? 'id')} = ${ids}`

const ofOrganization =
  (kind: TargetKind): PlaceQuery =>
  (ids) =>
    sql`
    select ${sql.lit(kind)} as kind, g.id::text as id, g.operator_id,
      case when g.kind = 'occupier' then (select array_agg(o.site_id) from occupancies o where o.organization_id = g.id) end
        as site_ids,
      array[g.id] as organization_ids, null::uuid as user_id, false as personal, false as private
    from organizations g where g.id = ${ids}`

/** What belongs to the reception of a site, and perhaps to an organization there. */
const ofReception =
  (kind: TargetKind, table: string, organization = 'null::uuid'): PlaceQuery =>
  (ids) =>
    sql`
    select ${sql.lit(kind)} as kind, t.id::text as id, t.operator_id, array[t.site_id] as site_ids,
      array_remove(array[${sql.raw(organization)}], null) as organization_ids, null::uuid as user_id,
      false as personal, false as private
    from ${sql.table(table)} t where t.id = ${ids}`

/** Where events of a site come from. */
const ofSource =
  (kind: TargetKind, source: 'holidays' | 'calendar'): PlaceQuery =>
  (ids) =>
    sql`
    select ${sql.lit(kind)} as kind, c.id::text as id, c.operator_id, array[c.site_id] as site_ids,
      '{}'::uuid[] as organization_ids, null::uuid as user_id, false as personal, false as private
    from schedule_sources c where c.id = ${ids} and c.kind = ${sql.lit(source)}`

/** A person in a role, or somebody who is asked to be: at the sites of the organization. */
const ofMembership =
  (kind: TargetKind, table: string, traits: { user?: string } = {}): PlaceQuery =>
  (ids) =>
    sql`
    select ${sql.lit(kind)} as kind, m.id::text as id, m.operator_id,
      (select array_agg(o.site_id) from occupancies o where o.organization_id = m.organization_id) as site_ids,
      array_remove(array[m.organization_id], null) as organization_ids, ${sql.raw(traits.user ?? 'null::uuid')} as user_id,
      true as personal, false as private
    from ${sql.table(table)} m where m.id = ${ids}`

const placeQueries: Record<TargetKind, PlaceQuery> = {
  site: (ids, asking) => sql`
    select 'site' as kind, s.id::text as id, s.operator_id, array[s.id] as site_ids,
      ${located('o.site_id = s.id', asking)} as organization_ids, null::uuid as user_id, false as personal, false as private
    from sites s where s.id = ${ids}`,
  organization: ofOrganization('organization'),
  operator: ofOrganization('operator'),
  number: (ids) => sql`
    select 'number' as kind, n.id::text as id, n.operator_id, array[n.site_id] as site_ids,
      array_remove(array[n.organization_id], null) as organization_ids, n.assigned_to as user_id,
      true as personal, false as private
    from numbers n where n.id = ${ids}`,
  device: ofNumber('device', 'devices'),
  message: ofNumber('message', 'messages', { private: true }),
  'message-note': ofNumber('message-note', 'message_notes', { private: true }),
  greeting: ofNumber('greeting', 'greetings'),
  call: ofNumber('call', 'call_records', { key: 'call_id' }),
  'dated-change': ofNumber('dated-change', 'dated_changes'),
  subscription: ofSource('subscription', 'holidays'),
  calendar: ofSource('calendar', 'calendar'),
  alert: ofNumber('alert', 'alerts'),
  webhook: (ids) => sql`
    select 'webhook' as kind, w.id::text as id, w.operator_id,
      case when w.site_id is not null then array[w.site_id] end as site_ids,
      array_remove(array[w.organization_id], null) as organization_ids,
      null::uuid as user_id, false as personal, false as private
    from webhooks w where w.id = ${ids}`,
  event: (ids, asking) => sql`
    select 'event' as kind, e.id::text as id, e.operator_id,
      array(select s.site_id from site_event_sites s where s.event_id = e.id) as site_ids,
      case when e.organization_id is not null then array[e.organization_id]
        when e.number_id is not null then array(select n.organization_id from numbers n where n.id = e.number_id)
        else ${located('o.site_id in (select s.site_id from site_event_sites s where s.event_id = e.id)', asking)}
        end as organization_ids,
      null::uuid as user_id, false as personal, false as private
    from site_events e where e.id = ${ids}`,
  override: (ids, asking) => sql`
    select 'override' as kind, v.id::text as id, v.operator_id, array[v.site_id] as site_ids,
      case when v.number_id is not null then array(select n.organization_id from numbers n where n.id = v.number_id)
        else ${located('o.site_id = v.site_id', asking)} end as organization_ids,
      null::uuid as user_id, false as personal, false as private
    from site_overrides v where v.id = ${ids}`,
  // A person belongs to the places of each membership.
  user: (ids) => sql`
    select 'user' as kind, m.user_id::text as id, m.operator_id,
      (select array_agg(s::uuid) from jsonb_array_elements_text(m.site_ids) s) as site_ids,
      array_remove(array[coalesce(m.organization_id, m.operator_id)], null) as organization_ids, m.user_id,
      true as personal, false as private
    from memberships m where m.user_id = ${ids}`,
  import: (ids) => sql`
    select 'import' as kind, i.id::text as id, i.operator_id, array[i.site_id] as site_ids,
      '{}'::uuid[] as organization_ids, null::uuid as user_id, false as personal, false as private
    from imports i where i.id = ${ids}`,
  token: (ids) => sql`
    select 'token' as kind, t.id::text as id, t.operator_id,
      (select array_agg(s::uuid) from jsonb_array_elements_text(t.site_ids) s) as site_ids,
      array_remove(array[t.organization_id], null) as organization_ids, null::uuid as user_id,
      false as personal, false as private
    from api_tokens t where t.id = ${ids}`,
  seat: ofReception('seat', 'reception_seats'),
  'reception-message': ofReception('reception-message', 'reception_messages', 't.organization_id'),
  'reception-note': ofReception('reception-note', 'reception_notes'),
  membership: ofMembership('membership', 'memberships', { user: 'm.user_id' }),
  invitation: ofMembership('invitation', 'invitations'),
  trunk: (ids) => sql`
    select 'trunk' as kind, t.id::text as id, t.operator_id, null::uuid[] as site_ids,
      '{}'::uuid[] as organization_ids, null::uuid as user_id, false as personal, false as private
    from trunks t where t.id = ${ids}`,
}
