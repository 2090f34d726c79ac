import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, testSecrets } from '../testing/index.ts'
import type { Database } from './database.ts'
import { findDeviceByUsername } from './devices.ts'
import { loadPlans } from './live-plan.ts'
import { findUserByEmail, membershipsOf, passwordHashOf } from './memberships.ts'
import { listNumbers } from './number-list.ts'
import { verifyPassword } from './password-hash.ts'
import { createSampleWorkspace, findSampleLogins, type SampleSummary } from './sample-workspace.ts'
import { digestSecrets } from './secrets.ts'

let database: Database
let folder: string
let summary: SampleSummary

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'mainline-sample-'))
  const made = await createSampleWorkspace(database.kysely, testSecrets, folder)
  if (!made) throw new Error('no sample')
  summary = made
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

describe('sample workspace', () => {
  it('two sites in two zones, six occupiers with a main number each, 40 numbers of fiction', async () => {
    expect(new Set(summary.sites.map((site) => site.timeZone)).size).toBe(2)
    expect(summary.mainNumbers).toHaveLength(6)
    const { items } = await listNumbers(database.kysely, { limit: 100 })
    expect(items).toHaveLength(40)
    expect(items.every((number) => /^\+(442079460\d{3}|121255501\d\d)$/.test(number.e164))).toBe(true)
  })

  it('its trunk takes calls from this machine and puts none through: nothing listens there (C15)', async () => {
    const trunks = await database.kysely.selectFrom('trunks').select(['sourceAddresses', 'host']).execute()
    expect(trunks).toEqual([{ sourceAddresses: ['127.0.0.1', '::1'], host: null }])
  })

  it('every main number rings somebody in hours', async () => {
    for (const { e164, organization } of summary.mainNumbers) {
      const [live] = await loadPlans(database.pool, e164, Date.now())
      expect(live?.plan).toMatchObject({ state: 'ACTIVE', organizationName: organization })
      expect(live?.plan.mailbox).toBeDefined()
      expect(live?.devices.length).toBeGreaterThan(0)
    }
  })

  it('the logins that it shows are right, and can be shown again', async () => {
    for (const login of summary.logins) {
      const device = await findDeviceByUsername(database.kysely, login.username)
      expect(device).toMatchObject(digestSecrets(login.username, login.domain, login.password))
    }
    const file = (await findSampleLogins(folder)) ?? ''
    expect(file).toBe(join(folder, 'sample-logins.json'))
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(summary)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('has a person of each role, whose password is theirs', async () => {
    expect(summary.people.map(({ role }) => role)).toEqual([
      'provider-admin',
      'operator-admin',
      'operator-user',
      'receptionist',
      'occupier-admin',
      'occupier-user',
    ])
    for (const { email, password, role } of summary.people) {
      const user = await findUserByEmail(database.kysely, email)
      expect(
        await verifyPassword((await passwordHashOf(database.kysely, user?.id ?? '')) ?? '', password),
      ).toBe(true)
      const [membership] = await membershipsOf(database.kysely, user?.id ?? '')
      expect(membership).toMatchObject({ role, retiredAt: null })
    }
    const { items } = await listNumbers(database.kysely, { limit: 100 })
    expect(items.filter((number) => number.assignedTo).map(({ label }) => label)).toEqual([
      'Maya Alder',
      'Tom Finch',
    ])
  })

  it('is made once', async () => {
    expect(await createSampleWorkspace(database.kysely, testSecrets, folder)).toBeUndefined()
    expect(await findSampleLogins(tmpdir())).toBeUndefined()
  })
})
