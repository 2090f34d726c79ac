/** Imports from the request to the stock, and back out as a file (N1–N3, N8). */
import * as contract from '@mainline/contract'
import { createOrganization, forsakenImports, importNumbers, locateAtSite } from '@mainline/storage'
import { testSecrets } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from '../../imports/run-import.ts'
import { importRunner } from '../../jobs/run-import.ts'
import { openLog } from '../../log.ts'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let siteId = ''
beforeAll(async () => {
  api = await openTestApi()
  const { operator } = api.tenant
  const site = await api.ok(contract.createSite, {
    body: {
      operatorId: operator.id,
      name: 'Wharf',
      timeZone: 'Europe/London',
      domain: 'wharf.test',
      extensionFirst: 1000,
      extensionLast: 9999,
    },
  })
  siteId = site.id
  await api.ok(contract.updateSite, {
    params: { siteId },
    body: { version: site.version, callsOut: { ...site.callsOut, linePrefix: '9' } },
  })
  for (const name of ['Heron & Söhne', 'Twins']) {
    const { id } = await createOrganization(api.database.kysely, { name, operatorId: operator.id })
    await locateAtSite(api.database.kysely, id, siteId)
  }
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

type Query = NonNullable<(typeof contract.createImport.example)['query']>

async function begin(lines: string[], query: Partial<Query> = {}) {
  const body = new TextEncoder().encode(lines.join('\n'))
  return api.ok(contract.createImport, { params: { siteId }, query: { ...query }, body })
}

async function run(lines: string[], query: Partial<Query> = {}) {
  const { id } = await begin(lines, query)
  await runImport(api.database, testSecrets, id)
  const ended = await api.ok(contract.getImport, { params: { importId: id } })
  const { items } = await api.ok(contract.listImportErrors, { params: { importId: id }, query: {} })
  return { ended, errors: items.map(({ line, column, message }) => [line, column, message.split('. ')[0]]) }
}

const stock = async (search: string) =>
  (await api.ok(contract.listNumbers, { query: { siteId, search } })).items

describe('an import', () => {
  it('that wrote all or nothing is done at the very moment that all is there: nobody cancels it then', async () => {
    const lines = Array.from({ length: 1_200 }, (_, at) => `+4420794${70_000 + at},none`)
    const { id } = await begin(['number,extension', ...lines], { mode: 'all-or-nothing' })
    const seen = new Set<string>()
    let over = false
    const watching = (async () => {
      while (!over) {
        const { rows } = await api.database.pool.query(
          `select state, exists (select from numbers where e164 = '+442079470000') as written from imports where id = $1`,
          [id],
        )
        for (const { state, written } of rows) seen.add(`${state} ${written}`)
      }
    })()
    await runImport(api.database, testSecrets, id)
    over = true
    await watching
    expect(seen).not.toContain('running true')
    expect(await api.ok(contract.getImport, { params: { importId: id } })).toMatchObject({
      ...{ state: 'done', imported: 1_200, failed: 0 },
    })
  })

  it('makes numbers with extension, label, kind and organization, allocated where they name one', async () => {
    const { ended, errors } = await run([
      'number,extension,label,kind,organization',
      '+44 20 7946 8100,2000,,main,heron & söhne',
      '0044 20 7946 8101,,Front  desk,,Heron  & Söhne'.normalize('NFD'),
      '+44-20-7946-8102,none,,,',
      "'+442079468103,1001,'=1+1,ordinary,",
    ])
    expect(errors).toEqual([])
    expect(ended).toMatchObject({ state: 'done', total: 4, checked: 4, imported: 4, failed: 0, reason: null })
    expect(await stock('+44207946810')).toMatchObject([
      { extension: '2000', kind: 'main', state: 'RESERVED', organizationId: expect.any(String), version: 2 },
      { extension: '1000', label: 'Front desk', state: 'RESERVED' },
      { extension: null, state: 'AVAILABLE', version: 1 },
      { extension: '1001', label: '=1+1', organizationId: null },
    ])
  })

  it('says of each line what is wrong, and writes nothing of a file with errors', async () => {
    const { ended, errors } = await run([
      'number,extension,label,kind,organization',
      '+442079468200,,,,',
      ',,,,',
      '020 7946 8201,,,,',
      '442079468202,,,,',
      '4.42079E+11,,,,',
      'reception,,,,',
      '+442079468200,,,,',
      '+442079468203,20000,,,',
      '+442079468204,2000,,,',
      '+442079468205,0123,,,',
      '+442079468206,3000,,,',
      '+442079468207,3000,,,',
      '+442079468208,,,mobile,',
      '+442079468209,,,,Nobody Ltd',
      '+442079468210,,,,Twin',
      '+442079468211,,,main,Heron & Söhne',
      '+442079468100,2001,,,',
      '+442079460000,,,,',
      `+442079468212,,${'x'.repeat(121)},,`,
      '+442079468213,1,2,3,4,5',
      '+442079468214,9112,,,',
    ])
    expect(errors).toEqual([
      [3, 'number', 'The cell is empty'],
      [4, 'number', 'The number is written as dialled at home'],
      [5, 'number', 'The number has no country'],
      [6, 'number', 'A spreadsheet has shortened the number'],
      [7, 'number', 'This is no telephone number'],
      [8, 'number', 'The number stands in line 2 already'],
      [9, 'extension', 'The extensions of the site run from 1000 to 9999'],
      [10, 'extension', 'The extension is taken at this site'],
      [11, 'extension', 'An extension has 2 to 8 digits and no zero in front'],
      [13, 'extension', 'The extension stands in line 12 already'],
      [14, 'kind', 'This is no kind of number'],
      [15, 'organization', 'No organization of this name is located at the site'],
      [16, 'organization', 'No organization of this name is located at the site'],
      [17, 'kind', 'The organization has a main number at this site already'],
      [18, 'number', 'The number is at this site already, with another extension'],
      [19, 'number', 'The number is on the platform already, not at this site'],
      [20, 'label', 'A label has at most 120 characters'],
      [21, '', 'The line has 6 cells, the header has 5'],
      [22, 'extension', 'The extension is an emergency number'],
    ])
    expect(ended).toMatchObject({ state: 'failed', total: 21, checked: 21, imported: 0, failed: 19 })
    expect(ended.reason).toBe('19 of 21 lines are wrong, so nothing was imported.')
    expect(await stock('+4420794682')).toEqual([])
  })

  it('writes what it can by best effort, and all of it is unchanged when the file comes again', async () => {
    const lines = ['number,label', '+442079468300,a', 'wrong,b', '+442079468301,c']
    const first = await run(lines, { mode: 'best-effort' })
    expect(first.ended).toMatchObject({ state: 'done', imported: 2, unchanged: 0, failed: 1 })
    const again = await run(lines, { mode: 'best-effort' })
    expect(again.ended).toMatchObject({ state: 'done', imported: 0, unchanged: 2, failed: 1 })
    expect(await stock('+44207946830')).toMatchObject([{ version: 1 }, { version: 1 }])
  })

  it('of a dry run writes nothing and says what it would', async () => {
    const { ended } = await run(['number', '+442079468400', 'x'], { dryRun: 'true' })
    expect(ended).toMatchObject({ state: 'done', dryRun: true, imported: 1, failed: 1 })
    expect(await stock('+442079468400')).toEqual([])
  })

  it('names a control character by line and column, and ends', async () => {
    const lines = ['number,label', '+442079460933,a\0b', '+442079460934,ok', '+44207946\x000935,']
    for (const mode of ['best-effort', 'all-or-nothing'] as const) {
      const { ended, errors } = await run(lines, { mode, dryRun: mode === 'best-effort' ? 'false' : 'true' })
      expect(errors).toEqual([
        [2, 'label', 'The cell must not contain control characters'],
        [4, 'number', 'The cell must not contain control characters'],
      ])
      expect(ended).toMatchObject({ state: 'done', total: 3, checked: 3, failed: 2 })
    }
  })

  it('of a file without lines fails', async () => {
    expect((await run(['number'])).ended).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('no lines'),
    })
  })

  it('is taken back whole when somebody takes one of its numbers at the last moment', async () => {
    const { id } = await begin(['number', '+442079468500', '+442079468501'])
    const site = { ...api.tenant.site, id: siteId, extensionFirst: 1000, extensionLast: 9999 }
    const taken = {
      e164: '+442079468501',
      extension: null,
      label: '',
      kind: 'ordinary',
      organizationId: null,
      special: false,
    } as const
    // The other one holds the extensions of the site, so that the import waits with its first portion.
    let running: Promise<void> | undefined
    await api.database.kysely.transaction().execute(async (tx) => {
      await tx.selectFrom('sites').select('id').where('id', '=', siteId).forUpdate().execute()
      running = runImport(api.database, testSecrets, id)
      const waits = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
      while ((await api.database.pool.query(waits)).rowCount === 0) await new Promise(setImmediate)
      await importNumbers(tx, site, [taken])
    })
    await running
    expect(await api.ok(contract.getImport, { params: { importId: id } })).toMatchObject({
      state: 'failed',
      imported: 0,
      failed: 1,
      reason: 'Others have taken numbers of the file meanwhile; nothing was imported.',
    })
    expect(await stock('+44207946850')).toMatchObject([{ e164: '+442079468501' }])
  })
})

describe('an interrupted import', () => {
  const many = Array.from({ length: 5000 }, (_, i) => `+44113${4_960_000 + i}`)

  it('goes on from where it stands, by another run', async () => {
    const { id } = await begin(['number', ...many], { mode: 'best-effort' })
    const stop = new AbortController()
    const portions = {
      get aborted() {
        return ++asked > 3
      },
    } as AbortSignal
    let asked = 0
    await expect(runImport(api.database, testSecrets, id, portions)).rejects.toThrow('goes on later')
    const between = await api.ok(contract.getImport, { params: { importId: id } })
    expect(between).toMatchObject({ state: 'running', total: 5000, checked: 4000 })
    expect(await forsakenImports(api.database.kysely, Date.now() + 1)).toContain(id)
    await runImport(api.database, testSecrets, id, stop.signal)
    const ended = await api.ok(contract.getImport, { params: { importId: id } })
    expect(ended).toMatchObject({ state: 'done', checked: 5000, failed: 0 })
    expect(ended.imported + ended.unchanged).toBe(5000)
    const counts = await api.ok(contract.countNumbers, { query: { siteId, search: '113' } })
    expect(counts).toMatchObject({ more: true })
    expect(await forsakenImports(api.database.kysely, Date.now() + 1)).not.toContain(id)
  })

  it('is run by one server at a time, and not again when it has ended', async () => {
    const { id } = await begin(['number', '+442079468600'])
    await Promise.all([1, 2, 3].map(() => runImport(api.database, testSecrets, id)))
    await runImport(api.database, testSecrets, id)
    expect(await api.ok(contract.getImport, { params: { importId: id } })).toMatchObject({
      state: 'done',
      imported: 1,
    })
  })

  it('can be cancelled before it is run, once', async () => {
    const { id } = await begin(['number', '+442079468700'])
    const params = { importId: id }
    expect(await api.ok(contract.cancelImport, { params })).toMatchObject({ state: 'cancelled' })
    await runImport(api.database, testSecrets, id)
    expect(await stock('+442079468700')).toEqual([])
    expect(await api.refusal(contract.cancelImport, { params })).toBe('wrong-state')
    const { items } = await api.ok(contract.listImports, { params: { siteId }, query: { limit: 1 } })
    expect(items).toMatchObject([{ id, by: expect.any(String) }])
  })
})

describe('an import that cannot be run', () => {
  const wrong = (code: string) => Object.assign(new Error('no'), { code })
  const tried = async (error: Error, last = false) => {
    const { id } = await begin(['number', '+442079468800'])
    // The portion that is to be checked fails, as often as it is tried.
    const database = Object.create(api.database, {
      scoped: {
        value: () => {
          throw error
        },
      },
    })
    const about = { attempt: 1, last, signal: new AbortController().signal }
    const thrown = await importRunner(testSecrets)
      .run({ importId: id }, { database, log: openLog('silent', 'test') }, about)
      .catch((other: Error) => other)
    return { thrown, ended: await api.ok(contract.getImport, { params: { importId: id } }) }
  }

  it('fails at once by an error that stays, and by any other at the last attempt', async () => {
    const failed = { state: 'failed', reason: expect.stringContaining('ask whoever runs the server') }
    expect(await tried(wrong('22P05'))).toMatchObject({ thrown: undefined, ended: failed })
    expect(await tried(new TypeError('x is undefined'))).toMatchObject({ thrown: undefined, ended: failed })
    expect(await tried(wrong('57P01'), true)).toMatchObject({ thrown: undefined, ended: failed })
  })

  it('is tried again after an error that passes', async () => {
    expect(await tried(wrong('57P01'))).toMatchObject({
      thrown: { code: '57P01' },
      ended: { state: 'running' },
    })
  })
})

describe('what is no table', () => {
  it('is refused at once', async () => {
    const body = new TextEncoder().encode('name\nx')
    const { error } = await api.call(contract.createImport, { params: { siteId }, query: {}, body })
    expect(error).toMatchObject({
      code: 'table-unreadable',
      message: expect.stringContaining('Line 1 has no column "number"'),
      details: { values: { fault: expect.stringContaining('line 1 has no column "number"') } },
    })
  })

  it('leaves 404 for a site that is not there', async () => {
    const parts = { params: { siteId: unknownId }, query: {}, body: new TextEncoder().encode('number\n1') }
    expect(await api.refusal(contract.createImport, parts)).toBe('not-found')
  })
})

describe('exports', () => {
  const textOf = async (method: contract.Method, parts: object) => {
    const { payload, headers } = await api.call(method, parts as never)
    expect(headers['content-type']).toContain('text/csv')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[a-z-]+\.csv"$/)
    return payload.toString('utf8')
  }

  it('give what the filter shows, formulas made harmless', async () => {
    const text = await textOf(contract.exportNumbers, { query: { siteId, search: '+44207946810' } })
    expect(text).toMatch(
      /^\uFEFFnumber,extension,label,kind,organization,special,state,site,language,created\r\n/,
    )
    expect(text.split('\r\n').slice(1, 3)).toEqual([
      expect.stringContaining('+442079468100,2000,,main,Heron & Söhne,no,RESERVED,Wharf,,'),
      expect.stringContaining('+442079468101,1000,Front desk,ordinary,Heron & Söhne,no,RESERVED,Wharf,,'),
    ])
    expect(text).toContain(",'=1+1,")
  })

  it('can be imported again without a change', async () => {
    const text = await textOf(contract.exportNumbers, { query: { siteId } })
    const { ended, errors } = await run([text])
    expect(errors).toEqual([])
    expect(ended).toMatchObject({ state: 'done', imported: 0, failed: 0 })
    expect(ended.unchanged).toBeGreaterThan(5000)
  })

  it('hold devices without secrets, calls, and the errors of an import', async () => {
    const numberId = api.tenant.ordinary[0]!.id
    await api.ok(contract.createDevice, { body: { numberId, name: '@desk', username: 'desk1' } })
    const devices = await textOf(contract.exportDevices, { query: { numberId } })
    expect(devices).toMatch(/\r\n'@desk,desk1,site\.test,\+442079460001,Occupier,Site,/)
    expect(await textOf(contract.exportCalls, { query: { siteId } })).toMatch(/^\uFEFFstarted,answered,/)
    const { ended } = await run(['number', '=cmd'])
    expect(await textOf(contract.exportImportErrors, { params: { importId: ended.id } })).toMatch(
      /\r\n2,number,'=cmd,/,
    )
  })
})
