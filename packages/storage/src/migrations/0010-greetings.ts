/**
 * Greetings of mailboxes: several of them, by occasion and language (C9). Breaks rolling upgrades: the server of the version
 * before reads the single greeting that nobody could set.
 */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'
import { protect } from './row-security.ts'

const tables = [
  'alter table mailboxes drop column greeting_path',
  `create table greetings (
    id uuid primary key,
    mailbox_id uuid not null references mailboxes on delete cascade,
    number_id uuid not null,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    kind text not null check (kind in ('no-answer', 'out-of-hours', 'dated')),
    language text,
    source text not null check (source in ('recorded', 'uploaded', 'spoken')),
    words text,
    path text not null,
    seconds real not null,
    chosen boolean not null default false,
    valid_from bigint,
    valid_until bigint,
    created_at bigint not null,
    created_by text not null,
    check ((kind = 'dated') = (valid_from is not null and valid_until is not null)),
    check (valid_from < valid_until))`,
  'create index greetings_mailbox on greetings (mailbox_id, id)',
  `create unique index greetings_one_chosen on greetings (mailbox_id, kind, coalesce(language, ''))
    where chosen and kind <> 'dated'`,
]

/** What a caller hears is part of the number's plan. */
const announcements = [
  `create function announce_greetings() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform announce_plan_change('mailbox', n.id, n.site_id, array[n.e164])
        from numbers n where n.id in (select number_id from changed);
      return null;
    end $$`,
  ...(['insert', 'update', 'delete'] as const).map(
    (event) => `create trigger announce_${event} after ${event} on greetings
      referencing ${event === 'delete' ? 'old' : 'new'} table as changed
      for each statement execute function announce_greetings()`,
  ),
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...tables,
    ...announcements,
    ...protect('greetings', { number: 'number_id', viewers: { reception: null } }),
    ...audited('greetings', {
      kind: 'greeting',
      number: 'number_id',
      uncounted: ['created_at', 'created_by'],
    }),
  ])
    await sql.raw(statement).execute(db)
}
