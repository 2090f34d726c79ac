/** Imports of devices (C15) and of hunt group members (M10), by the provider and by the operator of the site. */
import * as contract from '@mainline/contract'
import { createTenant, testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from '../../imports/run-import.ts'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

type Query = NonNullable<(typeof contract.createImport.example)['query']>
type Kind = 'devices' | 'hunt-members'

const params = () => ({ siteId: api.tenant.site.id })
const fileOf = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'))

async function run(kind: Kind, lines: readonly string[], query: Partial<Query> = {}) {
  const parts = { params: params(), query: { kind, ...query }, body: fileOf(lines) }
  const { id } = await api.ok(contract.createImport, parts)
  await runImport(api.database, testSecrets, id)
  const ended = await api.ok(contract.getImport, { params: { importId: id } })
  const { items } = await api.ok(contract.listImportErrors, { params: { importId: id }, query: {} })
  return { ended, errors: items.map(({ line, column, message }) => [line, column, message.split('. ')[0]]) }
}

const devices = async () =>
  (await api.ok(contract.listDevices, { query: params() })).items.map(({ name, username }) => [
    name,
    username,
  ])
const members = async () =>
  (await api.ok(contract.listHuntMembers, { params: { numberId: api.tenant.main.id } })).members.map(
    ({ e164 }) => e164,
  )

const secret = 'f3kPq8Zr2mTxWv7Ys1Na'

describe('devices', () => {
  const header = 'number,name,username,password'

  it('of a dry run are checked and not made', async () => {
    const { ended } = await run('devices', [header, `+442079460001,Desk,desk-1,${secret}`], {
      dryRun: 'true',
    })
    expect(ended).toMatchObject({ kind: 'devices', state: 'done', imported: 1, failed: 0 })
    expect(await devices()).toEqual([])
  })

  it('wait with passwords that nothing in the database says in clear', async () => {
    const body = fileOf([header, `+442079460001,Desk,desk-1,${secret}`])
    const parts = { params: params(), query: { kind: 'devices', dryRun: 'true' }, body } as const
    const { id } = await api.ok(contract.createImport, parts)
    const { rows } = await api.database.pool.query('select * from imports where id = $1', [id])
    expect(rows[0].state).toBe('waiting')
    const kept = Object.values(rows[0]).map((value) =>
      Buffer.isBuffer(value) ? value.toString('latin1') : value,
    )
    expect(JSON.stringify(kept)).not.toContain(secret)
    await runImport(api.database, testSecrets, id)
    expect(await api.ok(contract.getImport, { params: { importId: id } })).toMatchObject({ imported: 1 })
  })

  it('are made with the password of the file, or none of them when a line is wrong', async () => {
    const wrong = [
      header,
      `+442079460001,Desk,desk-1,${secret}`,
      `+442079460000,Main,main-1,${secret}`,
      `+442079469999,Foreign,foreign-1,${secret}`,
      `020 7946 0001,Home,home-1,${secret}`,
      '+442079460001,Short,short-1,secret',
      '+442079460001,None,none-1,',
      `+442079460001,,anon-1,${secret}`,
      `+442079460001,Space,a b,${secret}`,
      `+442079460001,Twice,desk-1,${secret}`,
    ]
    const { ended, errors } = await run('devices', wrong)
    expect(errors).toEqual([
      [3, 'number', 'A main number has no devices'],
      [4, 'number', 'The number is not at this site'],
      [5, 'number', 'The number is written as dialled at home'],
      [6, 'password', 'A password must be 8 to 128 visible ASCII characters without " and \\'],
      [7, 'password', 'The cell is empty'],
      [8, 'name', 'A device has a name of 1 to 120 characters'],
      [9, 'username', 'A username must be 1 to 64 letters, digits, dots, dashes or underscores'],
      [10, 'username', 'The device stands in line 2 already'],
    ])
    expect(ended).toMatchObject({ state: 'failed', checked: 9, imported: 0, failed: 8 })
    expect(await devices()).toEqual([])
  })

  it('are there once when the file comes again; another password is no matter of a file', async () => {
    const lines = [header, `+442079460001,Desk,desk-1,${secret}`, `0044 20 7946 0002,Lobby,,${secret}`]
    expect((await run('devices', lines)).ended).toMatchObject({ state: 'done', imported: 2, unchanged: 0 })
    expect(await devices()).toEqual([
      ['Desk', 'desk-1'],
      ['Lobby', expect.stringMatching(/^site-\d+-[a-z]{4}$/)],
    ])
    expect((await run('devices', lines)).ended).toMatchObject({ state: 'done', imported: 0, unchanged: 2 })
    const { errors } = await run('devices', [
      header,
      '+442079460001,Desk,desk-1,another-password',
      `+442079460002,Desk,desk-1,${secret}`,
      `+442079460001,Renamed,desk-1,${secret}`,
    ])
    expect(errors).toEqual([
      [2, 'password', 'The device is there already, with another password'],
      [3, 'username', 'The device stands in line 2 already'],
      [4, 'username', 'The device stands in line 2 already'],
    ])
  })

  it('come out of the export as they go in', async () => {
    const { payload } = await api.call(contract.exportDevices, { query: params() })
    const { ended, errors } = await run('devices', payload.toString('utf8').split('\r\n'))
    expect(errors).toEqual([])
    expect(ended).toMatchObject({ state: 'done', unchanged: 2, failed: 0 })
  })

  it('by best effort are made where they can be', async () => {
    const lines = [header, `+442079460001,Second,desk-2,${secret}`, `+442079460001,Taken,desk-1,${secret}`]
    const { ended, errors } = await run('devices', lines, { mode: 'best-effort' })
    expect(ended).toMatchObject({ state: 'done', imported: 1, failed: 1 })
    expect(errors).toEqual([[3, 'username', 'The device is there already, with another name']])
  })

  it('leave no password among the errors', async () => {
    const { id } = await api.ok(contract.createImport, {
      params: params(),
      query: { kind: 'devices' },
      body: fileOf([header, '+442079460001,Desk,desk-1,another-password', '+442079460001,D,d-1,short"']),
    })
    await runImport(api.database, testSecrets, id)
    const { items } = await api.ok(contract.listImportErrors, { params: { importId: id }, query: {} })
    expect(items.map(({ column, value }) => [column, value])).toEqual([
      ['password', ''],
      ['password', ''],
    ])
  })
})

describe('hunt group members', () => {
  const header = 'main,member,name,lamp'

  it('join in the order of the lines; nobody is removed', async () => {
    expect(await members()).toEqual(['+442079460001', '+442079460002'])
    const { ended, errors } = await run('hunt-members', [
      header,
      '+442079460000,+442079460001,,',
      '+442079460000,+44 20 7946 0990,Maya mobile,',
      '+442079460000,+442079460991,Tom mobile,no',
    ])
    expect(errors).toEqual([])
    expect(ended).toMatchObject({ state: 'done', imported: 2, unchanged: 1 })
    expect(await members()).toEqual(['+442079460001', '+442079460002', '+442079460990', '+442079460991'])
  })

  it('are refused line by line, and all or nothing writes none', async () => {
    const elsewhere = (await createTenant(api.database.kysely, { first: '+442079461000' })).main.e164
    const { ended, errors } = await run('hunt-members', [
      header,
      '+442079460001,+442079460002,,',
      '+442079469999,+442079460002,,',
      '+442079460000,+442079460000,,',
      '+442079460000,+442079460992,,',
      '+442079460000,+442079460993,Eve,yes',
      '+442079460000,+442079460001,,perhaps',
      '+442079460000,+442079460990,Another name,',
      '+442079460000,+442079460994,Good,',
      '+442079460000,+442079460994,Good,',
      'x,+442079460994,Good,',
      `+442079460000,${elsewhere},Round,`,
    ])
    expect(errors).toEqual([
      [2, 'main', 'This is no main number of a company'],
      [3, 'main', 'The number is not at this site'],
      [4, 'member', 'A main number is no member'],
      [5, 'name', 'The member is no number of the company at this site'],
      [6, 'lamp', 'An outside number has no lamp'],
      [7, 'lamp', 'This is neither yes nor no'],
      [8, 'name', 'The number is a member already, by another name'],
      [10, 'member', 'The member stands in line 9 already'],
      [11, 'main', 'This is no telephone number'],
      [12, 'member', 'A main number is no member'],
    ])
    expect(ended).toMatchObject({ state: 'failed', imported: 0, failed: 10 })
    expect(await members()).toHaveLength(4)
  })

  it('are a hundred at most; all or nothing is taken back whole', { timeout: 120_000 }, async () => {
    const many = Array.from({ length: 97 }, (_, i) => `+442079460000,+44207946${8010 + i},Member ${i},`)
    const { ended, errors } = await run('hunt-members', [header, ...many])
    expect(errors).toEqual([[98, '', 'The group has 100 members, which is the most']])
    expect(ended).toMatchObject({ state: 'failed', imported: 0, failed: 1 })
    expect(await members()).toHaveLength(4)
    const some = await run('hunt-members', [header, ...many], { mode: 'best-effort' })
    expect(some.ended).toMatchObject({ state: 'done', imported: 96, failed: 1 })
    expect(await members()).toHaveLength(100)
  })
})

describe('who may', () => {
  it('the operator imports devices under its own name, and neither imports numbers nor sees their imports', async () => {
    const operator = await signedIn(
      api,
      await addPerson(api, 'operator-user', { siteIds: [params().siteId] }),
    )
    const numbers = fileOf(['number', '+442079461111'])
    const refused = await operator.call(contract.createImport, {
      params: params(),
      query: { kind: 'numbers' },
      body: numbers,
    })
    expect(refused.status).toBe(403)
    const ofProvider = await api.ok(contract.createImport, { params: params(), query: {}, body: numbers })
    const hidden = await operator.call(contract.getImport, { params: { importId: ofProvider.id } })
    expect(hidden.status).toBe(404)

    const body = fileOf(['number,name,username,password', `+442079460002,Own,own-1,${secret}`, 'x,y,z,'])
    const query = { kind: 'devices', mode: 'best-effort' } as const
    const made = await operator.call(contract.createImport, { params: params(), query, body })
    expect(made.status).toBe(201)
    await runImport(api.database, testSecrets, made.body.id)
    const importId = made.body.id
    const ended = await operator.call(contract.getImport, { params: { importId } })
    expect(ended.body).toMatchObject({ state: 'done', imported: 1, failed: 1 })
    const errors = await operator.call(contract.listImportErrors, { params: { importId }, query: {} })
    expect(errors.body.items).toHaveLength(1)
    const { items } = await operator
      .call(contract.listImports, { params: params(), query: {} })
      .then((answer) => answer.body)
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['devices', 'hunt-members']))
    const audit = await api.ok(contract.listAudit, { query: { kind: 'device', limit: 1 } as never })
    expect(audit.items[0]).toMatchObject({ actor: expect.stringMatching(/^Person/), role: 'operator-user' })
  })

  it.each(['receptionist', 'occupier-admin'] as const)('the role %s does not', async (role) => {
    const person = await signedIn(api, await addPerson(api, role))
    const parts = { params: params(), query: { kind: 'devices' as const }, body: fileOf(['number,name']) }
    expect((await person.call(contract.createImport, parts)).status).toBe(403)
  })
})
