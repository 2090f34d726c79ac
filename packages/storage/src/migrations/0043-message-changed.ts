/**
 * Whoever looks at a list of messages learns what others have heard, deleted or brought back, and nobody else does. Rolling
 * upgrades go on.
 */
import { type Kysely, sql } from 'kysely'
import { scope } from './row-security.ts'

/** More messages of one statement are told as one event a mailbox. */
const manyRows = 64

const statements = [
  `create function messages_changed_event() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if (select count(*) from fresh) > ${manyRows} then
        perform announce_event(t.operator_id, t.site_id, t.organization_id, t.number_id, 'message.changed',
            jsonb_build_object('messageId', null, 'mailboxId', t.mailbox_id, 'from', null, 'to', null))
          from (select distinct n.operator_id, n.site_id, n.organization_id, n.number_id, n.mailbox_id
            from fresh n join stale o on o.id = n.id
            where n.state <> o.state and o.state <> 'recording') t;
      else
        perform announce_event(n.operator_id, n.site_id, n.organization_id, n.number_id, 'message.changed',
            jsonb_build_object('messageId', n.id, 'mailboxId', n.mailbox_id, 'from', o.state, 'to', n.state))
          from fresh n join stale o on o.id = n.id where n.state <> o.state and o.state <> 'recording';
      end if;
      return null;
    end $$`,
  `create trigger messages_changed_event after update on messages
    referencing new table as fresh old table as stale for each statement execute function messages_changed_event()`,
]

/** Voicemail is its organization's own: not even its landlord hears of it. */
const ofOperator = `operator_id = ${scope.operator}
  and (${scope.sites} is null or site_id is null or site_id = any(${scope.sites}))
  and (kind not like 'message.%' or organization_id = ${scope.operator})`

const policies = ['operator', 'reception'].map(
  (viewer) => `alter policy ${viewer}_select on live_events using (${ofOperator})`,
)

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...statements, ...policies]) await sql.raw(statement).execute(db)
}
