/** Jobs, engines and voice services, and the life of a number as the database itself holds it (N1–N10). */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'
import { protect, scope } from './row-security.ts'

const jobs = [
  // By the rights of its owner: whoever may make a change may add the job that follows it, and read no other.
  // The queue's own schema comes later than this function (job-queue.ts), which PL/pgSQL does not mind.
  `create function add_job(name text, payload json, key text, run_at bigint, attempts int) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      perform graphile_worker.add_job(name, payload, run_at => to_timestamp(run_at / 1000.0),
        max_attempts => attempts, job_key => key);
    end $$`,
]

const voiceServices = [
  `alter table sites
    add column main_number_units int not null default 1 check (main_number_units between 0 and 100),
    add column automatic_main boolean not null default true,
    add column automatic_allocation boolean not null default true,
    add column retention_days int not null default 30 check (retention_days between 0 and 3650)`,
  `alter table numbers
    add column special boolean not null default false,
    add column unconfirmed_by jsonb not null default '[]'`,

  // N9
  `create table voice_services (
    id uuid primary key,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    quantity int not null check (quantity >= 0),
    version int not null default 1,
    created_at bigint not null,
    changed_at bigint not null,
    constraint voice_services_key unique (organization_id, site_id),
    constraint voice_services_occupancy foreign key (organization_id, site_id) references occupancies,
    foreign key (site_id, operator_id) references sites (id, operator_id))`,
  'create index voice_services_site on voice_services (site_id, id)',

  // N10: at most one that did not fail.
  `create table service_journeys (
    id uuid primary key,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    quantity int not null,
    steps jsonb not null,
    started_at bigint not null,
    ended_at bigint,
    failure text,
    foreign key (organization_id, site_id) references occupancies)`,
  `create unique index service_journeys_one on service_journeys (organization_id, site_id) where failure is null`,

  // By the rights of its owner: what is used counts whole, whoever asks.
  `create function voice_units_used(of_organization uuid, at_site uuid, but uuid default null) returns int
    language sql stable security definer set search_path = public, pg_temp as $$
      select coalesce(sum(case n.kind when 'main' then s.main_number_units else 1 end), 0)::int
        from numbers n join sites s on s.id = n.site_id
        where n.organization_id = of_organization and n.site_id = at_site and n.state in ('PENDING', 'ACTIVE')
          and n.id is distinct from but
    $$`,

  `create function guard_voice_service() returns trigger language plpgsql as $$
    declare
      used int := voice_units_used(old.organization_id, old.site_id);
      left_over int := case tg_op when 'DELETE' then 0 else new.quantity end;
    begin
      if used > left_over then
        raise check_violation using constraint = 'service-quantity',
          message = format('The quantity cannot go below %s: that many units are in use.', used);
      end if;
      return case tg_op when 'DELETE' then old else new end;
    end $$`,
  `create trigger guard_change before update of quantity or delete on voice_services
    for each row execute function guard_voice_service()`,
]

const refuse = (code: string, message: string, ...values: string[]) =>
  `raise check_violation using constraint = '${code}', message = format(${[`'${message}'`, ...values].join(', ')});`

// What pbx/number.ts decides, held by the database for every way to it: transitions, and what each asks for.
const numberLife = [
  `create function guard_number() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      step text := old.state || coalesce(' to ' || old.pending_target, '') || ' -> '
        || new.state || coalesce(' to ' || new.pending_target, '');
      units int;
      early boolean := coalesce(current_setting('mainline.release', true), '') = 'early';
    begin
      if step not in ('AVAILABLE -> AVAILABLE', 'AVAILABLE -> RESERVED', 'RESERVED -> RESERVED',
          'RESERVED -> AVAILABLE', 'RESERVED -> PENDING to ACTIVE', 'PENDING to ACTIVE -> PENDING to ACTIVE',
          'PENDING to ACTIVE -> ACTIVE', 'PENDING to ACTIVE -> RESERVED', 'ACTIVE -> ACTIVE',
          'ACTIVE -> PENDING to RESERVED', 'PENDING to RESERVED -> PENDING to RESERVED',
          'PENDING to RESERVED -> RESERVED', 'RESERVED -> COOLDOWN', 'PENDING to ACTIVE -> COOLDOWN',
          'PENDING to RESERVED -> COOLDOWN', 'ACTIVE -> COOLDOWN', 'COOLDOWN -> COOLDOWN', 'COOLDOWN -> AVAILABLE') then
        ${refuse('number-state', 'A number does not go from %s to %s.', 'old.state', 'new.state')}
      end if;
      if new.kind <> old.kind and new.state <> 'AVAILABLE' then
        ${refuse('number-state', 'The number is %s; it is nominated only while it is AVAILABLE.', 'old.state')}
      end if;
      if new.organization_id <> old.organization_id or new.site_id <> old.site_id or new.e164 <> old.e164 then
        ${refuse('number-state', 'A number does not go from one organization or site to another.')}
      end if;
      if old.assigned_to is not null and step in ('RESERVED -> AVAILABLE', 'ACTIVE -> PENDING to RESERVED') then
        ${refuse('number-assigned', 'The number is assigned to a user; take it from the user first.')}
      end if;
      if new.state = 'COOLDOWN' and (new.cooldown_until is null or new.assigned_to is not null
          or (old.state = 'COOLDOWN' and new.cooldown_until <> old.cooldown_until and not early)) then
        ${refuse('number-state', 'A number in COOLDOWN has an end that stays, and nobody it is assigned to.')}
      end if;
      if step = 'COOLDOWN -> AVAILABLE' and not early
          and old.cooldown_until > extract(epoch from clock_timestamp()) * 1000 then
        ${refuse('number-cooling', 'The number is in cooldown until %s.', 'to_timestamp(old.cooldown_until / 1000.0)')}
      end if;
      if step = 'RESERVED -> PENDING to ACTIVE' then
        select quantity into units from voice_services
          where organization_id = new.organization_id and site_id = new.site_id for update;
        units := coalesce(units, 0) - voice_units_used(new.organization_id, new.site_id, new.id)
          - case new.kind when 'main' then (select main_number_units from sites where id = new.site_id) else 1 end;
        if units < 0 then
          ${refuse('number-no-service', 'No voice service is free at this site; every activated number uses one.')}
        end if;
      end if;
      return new;
    end $$`,
  `create trigger guard_update before update on numbers for each row
    when (old.state <> new.state or old.kind <> new.kind or old.organization_id is distinct from new.organization_id
      or old.pending_target is distinct from new.pending_target or old.site_id <> new.site_id or old.e164 <> new.e164
      or old.cooldown_until is distinct from new.cooldown_until)
    execute function guard_number()`,

  `create function guard_new_number() returns trigger language plpgsql as $$
    begin
      ${refuse('number-state', 'A number comes as AVAILABLE, not as %s.', 'new.state')}
    end $$`,
  `create trigger guard_insert before insert on numbers for each row
    when (new.state <> 'AVAILABLE') execute function guard_new_number()`,
]

const engines = [
  // Not logged: who is alive is written every second and means nothing after a crash.
  `create unlogged table engines (
    id uuid primary key,
    name text not null,
    started_at bigint not null,
    heartbeat_at bigint not null,
    acked_seq bigint not null default 0,
    ended_at bigint,
    lost_at bigint) with (fillfactor = 50)`,
  `create index numbers_cooldown on numbers (cooldown_until) where state = 'COOLDOWN'`,
  'create table job_workers (id text primary key, engine_id uuid not null)',

  `create function now_ms() returns bigint language sql volatile
    as $$ select (extract(epoch from clock_timestamp()) * 1000)::bigint $$`,

  // Each engine says that it lives, and looks who does not: the first that notices tells the others by a job.
  `create function engine_beat(of_id uuid, of_name text) returns void language plpgsql as $$
    declare
      lost record;
    begin
      insert into engines (id, name, started_at, heartbeat_at) values (of_id, of_name, now_ms(), now_ms())
        on conflict (id) do update set heartbeat_at = excluded.heartbeat_at, lost_at = null;
      if exists (select from engines where ended_at is null and lost_at is null and heartbeat_at < now_ms() - 3000) then
        for lost in update engines set lost_at = now_ms()
          where ended_at is null and lost_at is null and heartbeat_at < now_ms() - 3000 returning id, name, heartbeat_at
        loop
          perform add_job('engine-lost', json_build_object('engineId', lost.id, 'name', lost.name,
            'heartbeatAt', lost.heartbeat_at), 'engine-lost:' || lost.id, null, null);
        end loop;
      end if;
    end $$`,
  `create function engine_ack(of_id uuid, up_to bigint) returns void language plpgsql as $$
    begin
      update engines set acked_seq = greatest(acked_seq, up_to), heartbeat_at = now_ms() where id = of_id;
      perform pg_notify('engine_acked', of_id || ' ' || up_to);
    end $$`,
  // Notifications come in the order of commits: whoever hears of this one has heard of all that was committed before.
  `create function raise_barrier() returns bigint language plpgsql as $$
    declare
      seq bigint := nextval('plan_change_seq');
    begin
      perform pg_notify('plan_barrier', seq::text);
      return seq;
    end $$`,
]

const ofOrganization = { read: `organization_id = ${scope.organization}` }
const protection = ['voice_services', 'service_journeys'].flatMap((table) =>
  protect(table, { viewers: { occupier: ofOrganization } }),
)

const audit = audited('voice_services', { kind: 'voice-service' })

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...jobs, ...voiceServices, ...numberLife, ...engines, ...protection, ...audit])
    await sql.raw(statement).execute(db)
}
