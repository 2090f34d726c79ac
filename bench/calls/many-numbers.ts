/**
 * A stock of main numbers far larger than anybody would click together: written straight into the tables, 400
 * organizations a site, each with a main number and one ordinary number whose device is registered.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '@mainline/storage'
import { type BenchServer, PHONE_ADDRESS } from './bench-server.ts'
import { CALLER_ADDRESS, startMainlineOn } from './mainline.ts'

const ORGANIZATIONS_PER_SITE = 400
const DAY_MS = 86_400_000

/** Starts Mainline on a database of `count` main numbers; `dial.w2` lists them in an order that no cache likes. */
export async function startMainlineWithNumbers(
  folder: string,
  count: number,
  phonePort: number,
): Promise<BenchServer> {
  mkdirSync(join(folder, 'data'), { recursive: true })
  // The data folder of the fixture in that folder.
  await fill(join(folder, 'data'), count, phonePort)
  const numbers = Array.from({ length: count }, (_, index) => mainNumber(index + 1))
  // A fixed stride that shares no factor with the count visits every number once, none beside its neighbour.
  const stride = count % 7_919 === 0 ? 7_907 : 7_919
  const shuffled = numbers.map((_, index) => numbers[(index * stride) % count] ?? '')
  const server = await startMainlineOn(folder, [phonePort], { w1: shuffled, w2: shuffled })
  return { ...server, label: `mainline-${count}-numbers` }
}

const mainNumber = (index: number): string => `+4420${70_000_000 + index}`

async function fill(dataFolder: string, count: number, phonePort: number): Promise<void> {
  await using database = await openDatabase({ dataFolder })
  for (const statement of statements(count, phonePort)) await database.pool.query(statement)
  await database.pool.query('analyze')
}

/** Rows are counted by i; the id of a row is the hash of its kind and i, so that no table must be read to fill another. */
function statements(count: number, phonePort: number): string[] {
  const now = Date.now()
  const sites = Math.ceil(count / ORGANIZATIONS_PER_SITE)
  const id = (kind: string, i = 'i') => `md5('${kind}' || ${i})::uuid`
  const operator = id('operator', `''`)
  const site = id('site', `(1 + (i - 1) / ${ORGANIZATIONS_PER_SITE})`)
  const each = (rows = count) => `from generate_series(1, ${rows}) as i`
  const routes = JSON.stringify({
    inHours: { steps: [{ target: 'hunt-group', limitSeconds: 20 }, { target: 'voicemail' }] },
    outOfHours: { steps: [{ target: 'voicemail' }] },
  })
  const flow = JSON.stringify({
    transport: 'UDP',
    localAddress: '127.0.0.1',
    localPort: 5060,
    remoteAddress: PHONE_ADDRESS,
    remotePort: phonePort,
    connectionId: 0,
  })
  const number = (kind: string, first: number) =>
    `insert into numbers (id, operator_id, site_id, organization_id, e164, kind, state, created_at)
      select ${id(kind)}, ${operator}, ${site}, ${id('organization')}, '+4420' || (${first} + i), '${kind}', 'ACTIVE', ${now} ${each()}`
  return [
    `insert into organizations (id, operator_id, kind, name, created_at)
      values (${operator}, ${operator}, 'operator', 'Bench', ${now})`,
    `insert into sites (id, operator_id, name, time_zone, business_hours, extension_first, extension_last, nomination,
        cooldown_days, domain, language, created_at)
      select ${id('site')}, ${operator}, 'Site ' || i, 'Europe/London', '{"mode":"always-open"}', 1000, 9999, 'operator',
        90, 'site' || i || '.example', 'en', ${now} ${each(sites)}`,
    `insert into organizations (id, operator_id, kind, name, created_at)
      select ${id('organization')}, ${operator}, 'occupier', 'Occupier ' || i, ${now} ${each()}`,
    `insert into occupancies (organization_id, site_id, operator_id)
      select ${id('organization')}, ${site}, ${operator} ${each()}`,
    // As nobody may do it: numbers that are ACTIVE from the beginning.
    'alter table numbers disable trigger guard_insert',
    number('main', 70_000_000),
    number('ordinary', 80_000_000),
    'alter table numbers enable trigger guard_insert',
    `insert into call_settings (number_id, operator_id, site_id, organization_id, routes, voicemail_emails, changed_at, changed_by)
      select ${id('main')}, ${operator}, ${site}, ${id('organization')}, '${routes}', '[]', ${now}, 'bench' ${each()}`,
    `insert into hunt_members (id, operator_id, site_id, organization_id, main_number_id, member_number_id, position)
      select ${id('member')}, ${operator}, ${site}, ${id('organization')}, ${id('main')}, ${id('ordinary')}, 0 ${each()}`,
    `insert into devices (id, operator_id, site_id, organization_id, number_id, name, username, realm, ha1_md5, ha1_sha256, created_at)
      select ${id('device')}, ${operator}, ${site}, ${id('organization')}, ${id('ordinary')}, 'Phone', 'device' || i,
        'site.example', md5(i::text), md5(i::text), ${now} ${each()}`,
    `insert into registrations (device_id, contact, operator_id, site_id, call_id, cseq, q, path, flow, params, expires_at, updated_at)
      select ${id('device')}, 'sip:device' || i || '@${PHONE_ADDRESS}:${phonePort}', ${operator}, ${site}, 'bench', 1, 1, '[]',
        '${flow}', '', ${now + DAY_MS}, ${now} ${each()}`,
    `insert into trunks (id, name, enabled, source_addresses, transport, country_calling_code, identity_profile,
        called_number_sources, created_at)
      values (${id('trunk', `''`)}, 'Bench', true, '["${CALLER_ADDRESS}"]', 'UDP', '44', 'p-asserted-identity',
        '["request-uri"]', ${now})`,
  ]
}
