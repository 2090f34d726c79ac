/**
 * A site or an operator that was opened by mistake is removed: only while nothing of worth hangs on it, and the database itself says what
 * does. Told to whoever has it open. Rolling upgrade: safe, what is old removes neither.
 */
import { type Kysely, sql } from 'kysely'

const definer = 'language plpgsql security definer set search_path = public, pg_temp'

/** Why something stays: the code of the refusal, the sentence, and whether there is any such thing. */
type Reason = readonly [code: string, words: string, there: string]

const judged = (reasons: readonly Reason[]): string =>
  reasons
    .map(
      ([code, words, there]) => `if ${there} then
        raise check_violation using constraint = '${code}', message = '${words}';
      end if;`,
    )
    .join('\n')

const some = (table: string, condition: string): string => `exists (select from ${table} where ${condition})`

const unexpired = '(expires_at is null or expires_at > now_ms())'
const open = `accepted_at is null and revoked_at is null and ${unexpired}`

/**
 * What was written down of calls and who listened (C13, N11): a company may want it long after. Messages, and who heard them, have a mailbox
 * and thereby a number.
 */
const recordsOfSite = [
  ...['call_records', 'call_days', 'listen_ins', 'reception_messages', 'reception_notes'].map((table) =>
    some(table, 'site_id = old.id'),
  ),
  // A call of another site that the reception of this one has answered.
  some('call_records', `reception ->> 'siteId' = old.id::text`),
  some('alerts', `operator_id = old.operator_id and site_id = old.id and kind = 'emergency-call'`),
].join(' or ')

/** None is older than the operator itself; a day for clocks that differ. The rest of what is on record has a site. */
const recordsOfOperator = [
  some('organizations', 'operator_id = old.id and id <> old.id'),
  some('call_records', 'operator_id = old.id and started_at >= old.created_at - 86400000'),
  some('alerts', `operator_id = old.id and kind = 'emergency-call'`),
].join(' or ')

/** People and programs that would be left with no site at all. */
const onlyHere = 'operator_id = old.operator_id and site_ids = jsonb_build_array(old.id)'

const whySiteStays: readonly Reason[] = [
  ['has-numbers', 'the site has phone numbers', some('numbers', 'site_id = old.id')],
  [
    'has-organizations',
    'organizations are located at the site',
    some('occupancies', 'site_id = old.id and organization_id <> old.operator_id'),
  ],
  [
    'has-services',
    'the site has a voice service',
    some('voice_services', 'site_id = old.id and quantity > 0'),
  ],
  [
    'has-users',
    'somebody or something reaches this site only',
    [
      some('memberships', `${onlyHere} and retired_at is null`),
      some('api_tokens', `${onlyHere} and ${unexpired}`),
      some('invitations', `${onlyHere} and ${open}`),
    ].join(' or '),
  ],
  [
    'has-seats',
    'a seat is open at the reception of the site',
    some('reception_seats', 'site_id = old.id and closed_at is null'),
  ],
  [
    'has-overflow',
    'the calls of another reception come over to the site',
    some(
      'sites',
      `id <> old.id and jsonb_path_exists(reception, '$.overflow.siteId ? (@ == $id)', jsonb_build_object('id', old.id))`,
    ),
  ],
  ['has-webhooks', 'a webhook is of the site', some('webhooks', 'site_id = old.id')],
  [
    'has-import',
    'a file is being imported at the site',
    some('imports', `site_id = old.id and ended_at is null`),
  ],
  [
    'has-calls',
    'a call is in progress at the site',
    some(
      'kept_calls',
      `jsonb_path_exists(state, '$.**.siteId ? (@ == $id)', jsonb_build_object('id', old.id))`,
    ),
  ],
  ['has-records', 'calls, or what reception took down of them, are on record of the site', recordsOfSite],
]

const whyOperatorStays: readonly Reason[] = [
  ['has-sites', 'the operator has sites', some('sites', 'operator_id = old.id')],
  [
    'has-organizations',
    'the operator has occupiers',
    some('organizations', 'operator_id = old.id and id <> old.id and decommissioned_at is null'),
  ],
  [
    'has-users',
    'the operator has users, invitations or API tokens',
    [
      some('memberships', 'operator_id = old.id and retired_at is null'),
      some('api_tokens', `operator_id = old.id and ${unexpired}`),
      some('invitations', `operator_id = old.id and ${open}`),
    ].join(' or '),
  ],
  ['has-trunks', 'the operator has trunks', some('trunks', 'operator_id = old.id')],
  ['has-webhooks', 'the operator has webhooks', some('webhooks', 'operator_id = old.id')],
  ['has-calls', 'a call of the operator is in progress', some('kept_calls', 'operator_id = old.id')],
  ['has-records', 'occupiers that left, or calls, are on record of the operator', recordsOfOperator],
]

/** What goes with a site: settings of a place that is none. Whoever reaches other sites too is left with these. */
const goesWithSite = [
  ...['api_tokens', 'invitations', 'memberships'].map(
    (
      table,
    ) => `update ${table} set site_ids = site_ids - old.id::text${table === 'api_tokens' ? '' : ', version = version + 1'}
      where operator_id = old.operator_id and site_ids @> jsonb_build_array(old.id) and site_ids <> jsonb_build_array(old.id);`,
  ),
  // An event of this site only goes; one of several goes on at the others.
  `delete from site_events e where exists (select from site_event_sites s where s.event_id = e.id and s.site_id = old.id)
    and not exists (select from site_event_sites s where s.event_id = e.id and s.site_id <> old.id);`,
  ...[
    'site_event_sites',
    'schedule_sources',
    'site_overrides',
    'voice_services',
    'service_journeys',
    'occupancies',
    'imports',
    'reception_seats',
    'number_counts',
  ].map((table) => `delete from ${table} where site_id = old.id;`),
  'update alerts set cleared_at = now_ms() where cleared_at is null and site_id = old.id;',
].join('\n')

/** Access that was over already, and events of no site. */
const goesWithOperator = [
  ...['api_tokens', 'invitations', 'memberships', 'site_events'].map(
    (table) => `delete from ${table} where operator_id = old.id;`,
  ),
  'update alerts set cleared_at = now_ms() where cleared_at is null and operator_id = old.id;',
].join('\n')

const guard = (table: string, when: string, reasons: readonly Reason[], goes: string) => [
  `create function guard_removed_${table}() returns trigger ${definer} as $$
    begin
      ${judged(reasons)}
      ${goes}
      return old;
    end $$`,
  `create trigger guard_delete before delete on ${table} for each row ${when} execute function guard_removed_${table}()`,
]

const guards = [
  ...guard('sites', '', whySiteStays, goesWithSite),
  ...guard('organizations', `when (old.kind = 'operator')`, whyOperatorStays, goesWithOperator),
]

const told = [
  `create function organization_is_removed() returns trigger ${definer} as $$
    begin
      perform announce_event(old.operator_id, null, old.id, null, 'organization.changed',
        jsonb_build_object('name', old.name, 'was', old.name, 'removed', true));
      return null;
    end $$`,
  `create trigger organization_is_removed after delete on organizations for each row execute function organization_is_removed()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...guards, ...told]) await sql.raw(statement).execute(db)
}
