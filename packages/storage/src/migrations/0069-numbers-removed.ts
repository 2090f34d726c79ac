/**
 * A number is taken out of the stock: only while nobody has it, never with the messages of a company that had it, and what was written
 * down about it stays. Told to whoever follows the stock. Rolling upgrade: safe, what is old removes no number.
 */
import { type Kysely, sql } from 'kysely'

const definer = 'language plpgsql security definer set search_path = public, pg_temp'

/**
 * By hand and by SQL (N3, N4, N7). Mailboxes are locked before their messages are looked for: one that is being left there is waited for.
 */
const guard = [
  `create function guard_removed_number() returns trigger ${definer} as $$
    begin
      if old.state <> 'AVAILABLE' then
        raise check_violation using constraint = 'number-state',
          message = format('The number is %s; it is removed only while it is AVAILABLE.', old.state);
      end if;
      perform from mailboxes where number_id = old.id for update;
      if exists (select from mailboxes b where b.number_id = old.id
        and (exists (select from messages m where m.mailbox_id = b.id)
          or exists (select from greetings g where g.mailbox_id = b.id))) then
        raise check_violation using constraint = 'number-has-messages',
          message = 'a mailbox of the number still holds messages or greetings';
      end if;
      return old;
    end $$`,
  `create trigger guard_delete before delete on numbers for each row execute function guard_removed_number()`,
]

/** Messages that reception took, and who listened to whom (N11), are kept though their number is no more. */
const kept = ['reception_messages', 'listen_ins'].flatMap((table) => [
  `alter table ${table} drop constraint ${table}_number_id_fkey`,
  `alter table ${table} add constraint ${table}_number_id_fkey foreign key (number_id) references numbers on delete set null`,
])

/** What a removal looks through: none of these is read from its beginning to its end for each number. */
const indexes = [
  'create index mailboxes_of_number on mailboxes (number_id)',
  ...['reception_messages', 'listen_ins', 'site_overrides', 'site_events'].map(
    (table) => `create index ${table}_number on ${table} (number_id) where number_id is not null`,
  ),
]

const told = [
  `create function numbers_removed_event() returns trigger ${definer} as $$
    begin
      perform announce_event(t.operator_id, t.site_id, null, null, 'numbers.changed',
          jsonb_build_object('count', t.count, 'what', 'removed'))
        from (select operator_id, site_id, count(*) from gone group by operator_id, site_id) t;
      return null;
    end $$`,
  `create trigger numbers_removed_event after delete on numbers
    referencing old table as gone for each statement execute function numbers_removed_event()`,
]

/** What stands of a number that is no more needs nobody; calls for help stand until somebody has seen them. */
const alerts = [
  `create function number_is_removed() returns trigger ${definer} as $$
    begin
      update alerts set cleared_at = now_ms()
        where cleared_at is null and kind <> 'emergency-call' and subject = old.id::text;
      return null;
    end $$`,
  `create trigger number_is_removed after delete on numbers for each row execute function number_is_removed()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...guard, ...kept, ...indexes, ...told, ...alerts])
    await sql.raw(statement).execute(db)
}
