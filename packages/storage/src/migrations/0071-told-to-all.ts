/**
 * Whoever looks at a number that somebody labels, assigns or gives another extension sees it, and a company sees what its site is called
 * and by which clock it lives: both were told to nobody who had them open. Rolling upgrade: safe, the events are of kinds that were there.
 */
import { type Kysely, sql } from 'kysely'
import { atOwnSites, scope } from './row-security.ts'

/** More rows of one statement than this are told as one event a site. */
const manyRows = 64

const anotherStep = '(n.state <> o.state or n.kind <> o.kind)'
const anotherEntry = `((n.label, n.extension, n.assigned_to, n.assigned_name, n.language, n.special)
  is distinct from (o.label, o.extension, o.assigned_to, o.assigned_name, o.language, o.special))`

const statements = [
  // A number that leaves an organization is told to the one that it leaves.
  `create or replace function numbers_changed_event() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if (select count(*) from fresh) > ${manyRows} then
        perform announce_event(t.operator_id, t.site_id, null, null, 'numbers.changed',
            jsonb_build_object('count', t.count, 'what', 'changed'))
          from (select n.operator_id, n.site_id, count(*) from fresh n join stale o on o.id = n.id
            where ${anotherStep} or ${anotherEntry} group by n.operator_id, n.site_id) t;
      else
        perform announce_event(n.operator_id, n.site_id, coalesce(n.organization_id, o.organization_id), n.id,
            'number.state', jsonb_build_object('e164', n.e164, 'kind', n.kind, 'from', o.state, 'to', n.state,
              'pendingTarget', n.pending_target))
          from fresh n join stale o on o.id = n.id where ${anotherStep};
        perform announce_event(n.operator_id, n.site_id, n.organization_id, n.id,
            'numbers.changed', jsonb_build_object('count', 1, 'what', 'changed'))
          from fresh n join stale o on o.id = n.id where not ${anotherStep} and ${anotherEntry};
      end if;
      return null;
    end $$`,
]

/** Of a site only what its companies read of it anyway. */
const ofOwnSite = `organization_id is null and kind = 'schedule.changed' and data->>'what' = 'site'
  and site_id = any(${scope.occupancies}) and ${atOwnSites('site_id')}`
const ofOrganization = `organization_id = ${scope.organization}
  and (${scope.sites} is null or site_id is null or site_id = any(${scope.sites}))`

const policies = [
  `alter policy occupier_select on live_events using ((${ofOrganization}) or (${ofOwnSite}))`,
  `alter policy user_select on live_events
    using ((${ofOrganization} and number_id = any(${scope.numbers})) or (${ofOwnSite}))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...statements, ...policies]) await sql.raw(statement).execute(db)
}
