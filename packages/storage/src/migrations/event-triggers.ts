/** Live events that the database tells by itself: whoever changes these tables, by API, job or SQL, need not think of it. */

/** More rows of one statement than this are told as one event a site. */
const manyRows = 64

const announce = [
  `create function announce_event(of_operator uuid, of_site uuid, of_organization uuid, of_number uuid,
    of_kind text, of_data jsonb) returns void language plpgsql as $$
    begin
      insert into live_events (operator_id, site_id, organization_id, number_id, kind, data, at)
        values (of_operator, of_site, of_organization, of_number, of_kind, of_data,
          extract(epoch from clock_timestamp()) * 1000);
      perform pg_notify('live_event', '');
    end $$`,
  // Phones come and go often: they are told only when somebody could hear.
  `create function event_is_wanted(of_operator uuid) returns boolean language sql stable as $$
    select exists (select from event_interest i where (i.operator_id = of_operator or i.operator_id is null)
        and i.until > extract(epoch from now()) * 1000)
      or exists (select from webhooks w where w.operator_id = of_operator and w.enabled) $$`,
]

/** Triggers tell what others may not see or write: they run with the rights of who made them. */
const definer = 'language plpgsql security definer set search_path = public, pg_temp'

const numbers = [
  `create function numbers_added_event() returns trigger ${definer} as $$
    begin
      perform announce_event(t.operator_id, t.site_id, null, null, 'numbers.changed',
          jsonb_build_object('count', t.count, 'what', 'added'))
        from (select operator_id, site_id, count(*) from fresh group by operator_id, site_id) t;
      return null;
    end $$`,
  `create trigger numbers_added_event after insert on numbers
    referencing new table as fresh for each statement execute function numbers_added_event()`,
  // A number that leaves an organization is told to the one that it leaves.
  `create function numbers_changed_event() returns trigger ${definer} as $$
    begin
      if (select count(*) from fresh) > ${manyRows} then
        perform announce_event(t.operator_id, t.site_id, null, null, 'numbers.changed',
            jsonb_build_object('count', t.count, 'what', 'changed'))
          from (select n.operator_id, n.site_id, count(*) from fresh n join stale o on o.id = n.id
            where n.state <> o.state or n.kind <> o.kind group by n.operator_id, n.site_id) t;
      else
        perform announce_event(n.operator_id, n.site_id, coalesce(n.organization_id, o.organization_id), n.id,
            'number.state', jsonb_build_object('e164', n.e164, 'kind', n.kind, 'from', o.state, 'to', n.state,
              'pendingTarget', n.pending_target))
          from fresh n join stale o on o.id = n.id where n.state <> o.state or n.kind <> o.kind;
      end if;
      return null;
    end $$`,
  `create trigger numbers_changed_event after update on numbers
    referencing new table as fresh old table as stale for each statement execute function numbers_changed_event()`,
]

const settingsEvent = (what: string, version: string, by: string) => `
  if (select count(*) from touched) > ${manyRows} then
    perform announce_event(t.operator_id, t.site_id, null, null, 'settings.changed',
        jsonb_build_object('what', '${what}', 'e164', null, 'version', null, 'changedBy', null))
      from (select distinct operator_id, site_id from touched) t;
  else
    perform announce_event(n.operator_id, n.site_id, n.organization_id, n.id, 'settings.changed',
        jsonb_build_object('what', '${what}', 'e164', n.e164, 'version', ${version}, 'changedBy', ${by}))
      from (SELECTION) t join numbers n on n.id = t.number_id;
  end if;
  return null;`

const settings = [
  `create function call_settings_event() returns trigger ${definer} as $$
    begin ${settingsEvent('call-settings', 't.version', 't.changed_by').replace('SELECTION', 'select * from touched')} end $$`,
  `create function hunt_members_event() returns trigger ${definer} as $$
    begin ${settingsEvent('hunt-members', 'null', 'null').replace('SELECTION', 'select distinct main_number_id as number_id from touched')} end $$`,
  ...['call_settings', 'hunt_members'].flatMap((table) =>
    (
      [
        ['insert', 'new'],
        ['update', 'new'],
        ['delete', 'old'],
      ] as const
    ).map(
      ([event, rows]) => `create trigger ${table}_event_${event} after ${event} on ${table}
        referencing ${rows} table as touched for each statement execute function ${table}_event()`,
    ),
  ),
]

const scheduleRow = (table: string, what: string, row: { operator: string; site: string; name: string }) => [
  `create function ${table}_event() returns trigger ${definer} as $$
    declare r record := coalesce(new, old);
    begin
      perform announce_event(${row.operator}, ${row.site}, ${table === 'sites' ? 'null' : 'ORGANIZATION'}, null,
        'schedule.changed', jsonb_build_object('what', '${what}', 'name', ${row.name}));
      return null;
    end $$`.replace('ORGANIZATION', table === 'site_events' ? 'r.organization_id' : 'null'),
  `create trigger ${table}_event after insert or update or delete on ${table}
    for each row execute function ${table}_event()`,
]

const schedule = [
  ...scheduleRow('sites', 'site', { operator: 'r.operator_id', site: 'r.id', name: 'r.name' }),
  // An event of several sites is told once, to the operator.
  ...scheduleRow('site_events', 'event', { operator: 'r.operator_id', site: 'null', name: 'r.name' }),
  ...scheduleRow('site_overrides', 'override', {
    operator: 'r.operator_id',
    site: 'r.site_id',
    name: 'coalesce(r.reason, r.kind)',
  }),
]

/** Renewals update a row and run none of this. */
const registrations = [
  `create function registrations_event() returns trigger ${definer} as $$
    declare
      r record := coalesce(new, old);
      now_ms bigint := extract(epoch from clock_timestamp()) * 1000;
    begin
      if exists (select from registrations g where g.device_id = r.device_id and g.contact <> r.contact
        and g.expires_at > now_ms) then return null; end if;
      if exists (select from alerts a where a.kind = 'nothing-would-ring' and a.site_id = r.site_id
        and a.cleared_at is null) then
        perform add_job('check-ring-readiness', json_build_object('siteId', r.site_id),
          'check-ring-readiness ' || r.site_id, now_ms + 1000, null);
      end if;
      if not event_is_wanted(r.operator_id) then return null; end if;
      perform announce_event(d.operator_id, d.site_id, d.organization_id, d.number_id,
          case when tg_op = 'DELETE' then 'device.unregistered' else 'device.registered' end,
          jsonb_build_object('deviceId', d.id, 'name', d.name, 'e164', n.e164))
        from devices d join numbers n on n.id = d.number_id where d.id = r.device_id;
      return null;
    end $$`,
  `create trigger registrations_event after insert or delete on registrations
    for each row execute function registrations_event()`,
]

const messages = [
  `create function messages_event() returns trigger ${definer} as $$
    begin
      perform announce_event(new.operator_id, new.site_id, new.organization_id, new.number_id, 'message.new',
        jsonb_build_object('messageId', new.id, 'mailboxId', new.mailbox_id, 'callerNumber', new.caller_number,
          'callerName', new.caller_name, 'seconds', new.seconds, 'cutShort', new.cut_short));
      return null;
    end $$`,
  `create trigger messages_event after update on messages for each row
    when (old.state = 'recording' and new.state = 'new') execute function messages_event()`,
]

const alerts = [
  `create function alerts_event() returns trigger ${definer} as $$
    begin
      perform announce_event(new.operator_id, new.site_id, new.organization_id, new.number_id,
        case when new.cleared_at is null then 'alert.raised' else 'alert.cleared' end,
        jsonb_build_object('alertId', new.id, 'kind', new.kind, 'severity', new.severity, 'words', new.words));
      return null;
    end $$`,
  'create trigger alerts_raised_event after insert on alerts for each row execute function alerts_event()',
  `create trigger alerts_cleared_event after update on alerts for each row
    when (old.cleared_at is null and new.cleared_at is not null) execute function alerts_event()`,
]

export const eventTriggers = [
  ...announce,
  ...numbers,
  ...settings,
  ...schedule,
  ...registrations,
  ...messages,
  ...alerts,
]
