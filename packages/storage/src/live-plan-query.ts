/**
 * The one statement behind `loadPlans`: each part of the page as one json array, so that what is shared travels once.
 * Rows are arrays, not objects: names would be most of what is written, sent and parsed.
 * $1 called number (E.164), $2 now (ms since the epoch).
 */

/**
 * Plans are keyed by number; only neighbours that receive are worth fetching ahead. The limit is part of the text:
 * as a parameter it would make PostgreSQL plan the statement anew each time.
 */
const page = (neighbours: number) => `
  called as materialized (select id, site_id, e164 from numbers where e164 = $1),
  page as materialized (
    select n.* from called c join numbers n on n.id = c.id
    union all
    select * from (
      select n.* from called c
      cross join lateral (
        select * from numbers o where o.site_id = c.site_id and o.e164 > c.e164
        order by o.e164 limit ${neighbours}) n) near
    where state in ('ACTIVE', 'PENDING'))`

const site = `
  select json_build_object('id', s.id, 'operatorId', s.operator_id, 'name', s.name, 'timeZone', s.time_zone,
    'hours', s.business_hours, 'domain', s.domain, 'language', s.language, 'reception', s.reception,
    'callsOut', s.calls_out)
  from sites s where s.id = (select site_id from called)`

/** What ended two days ago has ended in every time zone. */
const lastDay = `to_char(to_timestamp($2::bigint / 1000 - 2 * 86400) at time zone 'UTC', 'YYYY-MM-DD')`

/** Those that may be played. */
const greetings = `
  select json_agg(json_build_array(g.mailbox_id, g.path, g.kind, g.language, g.valid_from, g.valid_until))
  from page p join greetings g on g.number_id = p.id
  where g.chosen and (g.valid_until is null or g.valid_until > $2::bigint)`

/** In the order of `NumberRow`; the called one comes first. An outside member that became a main number rings no more (M1). */
const numbers = `
  select json_agg(json_build_array(p.id, p.e164, p.extension, p.kind, p.state, p.pending_target, p.label,
    coalesce(p.language, m.language), p.organization_id, o.name, c.version, c.routes, c.hours_override, m.id,
    case when p.kind = 'main' then (
      select json_agg(json_build_array(h.id, h.member_number_id, coalesce(n.e164, h.external_e164),
        coalesce(n.label, h.name), n.state) order by h.position)
      from hunt_members h left join numbers n on n.id = h.member_number_id
      where h.main_number_id = p.id and not exists (
        select from numbers m where m.e164 = h.external_e164 and m.kind = 'main')) end,
    case when p.kind = 'main' then (
      select json_agg(json_build_object('id', d.id, 'name', d.name, 'startsAt', d.starts_at, 'endsAt', d.ends_at,
        'inHours', d.in_hours, 'outOfHours', d.out_of_hours, 'hours', d.hours) order by d.starts_at)
      from dated_changes d where d.number_id = p.id and left(d.ends_at, 10) >= ${lastDay}) end)
    order by p.id <> (select id from called), p.e164)
  from page p
  left join organizations o on o.id = p.organization_id
  left join call_settings c on c.number_id = p.id
  left join mailboxes m on m.number_id = p.id and m.retired_at is null`

const ringing = `
  ringing as materialized (
    select d.id, d.number_id, d.name, d.username, d.srtp from devices d
    where d.number_id in (
      select id from page where kind = 'ordinary'
      union
      select h.member_number_id from page p join hunt_members h on h.main_number_id = p.id
      where p.kind = 'main' and h.member_number_id is not null))`

const devices = `
  select json_agg(json_build_object('id', r.id, 'numberId', r.number_id, 'name', r.name, 'username', r.username,
    'srtp', r.srtp)
    order by r.id)
  from ringing r`

const registrations = `
  select json_agg(json_build_object('deviceId', g.device_id, 'contact', g.contact, 'callId', g.call_id,
    'cseq', g.cseq, 'q', g.q, 'path', g.path, 'flow', g.flow, 'userAgent', g.user_agent, 'params', g.params,
    'instance', g.instance, 'regId', g.reg_id, 'engineId', g.engine_id,
    'expiresAt', g.expires_at) order by g.q desc, g.updated_at desc)
  from ringing r join registrations g on g.device_id = r.id
  where g.expires_at > $2::bigint`

const events = `
  select json_agg(json_build_object('id', e.id, 'organizationId', e.organization_id,
    'numberId', e.number_id, 'name', e.name, 'kind', e.kind, 'startsOn', e.starts_on, 'endsOn', e.ends_on,
    'route', e.route, 'hours', e.hours, 'recurring', e.recurring,
    'siteIds', (select json_agg(s.site_id) from site_event_sites s where s.event_id = e.id)) order by e.id)
  from site_event_sites h join site_events e on e.id = h.event_id
  where h.site_id = (select site_id from called) and not e.excluded and e.ends_on >= ${lastDay}`

const overrides = `
  select json_agg(json_build_object('id', v.id, 'siteId', v.site_id, 'numberId', v.number_id, 'kind', v.kind,
    'open', v.open, 'since', v.since, 'until', v.until, 'by', v.by, 'reason', v.reason, 'route', v.route)
    order by v.id desc)
  from site_overrides v
  where v.site_id = (select site_id from called) and v.lifted_at is null
    and (v.until is null or v.until > $2::bigint)`

/** The statement for a page of the called number and at most so many neighbours. */
export const livePlanQuery = (neighbours: number): string => `
with ${page(neighbours)}, ${ringing}
select (${site}) as site, (${numbers}) as numbers, (${devices}) as devices, (${registrations}) as registrations,
  (${events}) as events, (${overrides}) as overrides, (${greetings}) as greetings`
