/** Dates of a site as a file: dated changes, holidays, events that sites share. */
import * as contract from '@mainline/contract'
import { createClient } from '@mainline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApi, type TestApi, testToken } from '../../api/testing/test-api.ts'
import { openSite, openSiteOfFile } from './open-site.ts'
import { applyFile, exportSite, planChanges } from './plan.ts'
import { type SiteFile, writeSiteFile } from './site-file.ts'
import { example, fileOf } from './testing/example-site.ts'

let api: TestApi
let client: contract.Client
beforeAll(async () => {
  api = await openTestApi()
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  client = createClient({ url, token: testToken })
  const file = fileOf(example('Wharf', '794610'))
  expect(await applyFile(file, await openFor(file))).toMatchObject({ stopped: undefined })
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const openFor = (file: SiteFile) => openSiteOfFile(client, file['site'] as { name: string; operator: string })
const exported = async (name: string) => writeSiteFile(await exportSite(await openSite(client, name)))

it('plans, changes and cancels dated changes; what is over is neither made nor missed', async () => {
  const text = await exported('Wharf')
  const planned = (changes: string) =>
    fileOf(text.replace(/\ndatedChanges: .*\n/, `\ndatedChanges:\n${changes}\n`))
  const run = async (file: SiteFile) => {
    const words = (await planChanges(file, await openFor(file))).map((change) => change.words)
    expect(await applyFile(file, await openFor(file))).toEqual({ done: words, stopped: undefined })
    expect(await planChanges(file, await openFor(file))).toEqual([])
    return words
  }
  const of = 'dated change of +442079461000:'
  const over = '{ name: Over, from: 2001-01-01T00:00, until: 2001-02-01T00:00, hours: always closed }'
  const move = '{ name: Move, from: 2099-02-01T00:00, until: 2099-02-03T00:00, hours: { mon: 10:00-12:00 } }'
  const winter = (until: string) =>
    `{ name: Winter, from: 2098-12-24T12:00, until: ${until}, inHours: [forward +442079460990 15 s, voicemail] }`
  const list = (...changes: string[]) =>
    `  "+442079461000":\n${changes.map((one) => `    - ${one}`).join('\n')}`
  expect(await run(planned(list(over, winter('2099-01-05T00:00'), move)))).toEqual([
    `${of} Winter (2098-12-24T12:00 until 2099-01-05T00:00): plan it`,
    `${of} Move (2099-02-01T00:00 until 2099-02-03T00:00): plan it`,
  ])
  const shown = await exported('Wharf')
  expect(shown).toContain(`\n    - ${move}\n`)
  expect(shown).not.toContain('name: Over')
  expect(await run(planned(list(winter('2099-02-02T00:00'))))).toEqual([
    `${of} Move (2099-02-01T00:00 until 2099-02-03T00:00): cancel it`,
    `${of} Winter (2098-12-24T12:00 until 2099-02-02T00:00): change what it does`,
  ])
  // A file without the section leaves them alone.
  expect(await run(fileOf(text.replace(/\n# .*\ndatedChanges: .*\n/, '\n')))).toEqual([])
  expect(await run(fileOf(text))).toHaveLength(1)
  expect(await exported('Wharf')).toBe(text)
})

it('subscribes to holidays, chooses which count, and ends what is not named', async () => {
  const text = await exported('Wharf')
  const planned = (places: string) => fileOf(text.replace('\nholidays: []', `\nholidays: ${places}`))
  const run = async (file: SiteFile) => {
    const { done, stopped } = await applyFile(file, await openFor(file))
    expect(stopped).toBeUndefined()
    expect(await planChanges(file, await openFor(file))).toEqual([])
    return done
  }
  const two = '[{ country: GB, state: ENG }, { country: DE, types: [bank, public] }]'
  expect(await run(planned(two))).toEqual([
    'holidays of GB-ENG: subscribe (public)',
    'holidays of DE: subscribe (bank, public)',
  ])
  const events = await api.ok(contract.listSiteEvents, {
    query: { siteId: (await openSite(client, 'Wharf')).id },
  })
  expect(events.items.some(({ sourceId }) => sourceId !== null)).toBe(true)
  const shown = await exported('Wharf')
  expect(shown).toContain('\n  - { country: GB, state: ENG, types: [ public ] }\n')
  expect(await planChanges(fileOf(shown), await openFor(fileOf(shown)))).toEqual([])
  expect(await run(planned('[{ country: GB, state: ENG, types: [public, bank] }]'))).toEqual([
    'holidays of DE: unsubscribe',
    'holidays of GB-ENG: types becomes bank, public',
  ])
  expect(await run(fileOf(text))).toEqual(['holidays of GB-ENG: unsubscribe'])
})

it('shares an event with other sites: each has it in its file, and what one leaves goes on at the others', async () => {
  const [one, two] = ['Shore', 'Strand']
  for (const [name, block] of [
    [one, '794616'],
    [two, '794617'],
  ] as const) {
    const file = fileOf(example(name, block))
    expect(await applyFile(file, await openFor(file))).toMatchObject({ stopped: undefined })
  }
  const alone = await exported(two)
  const shared = (other: string, route = '') =>
    `  - { name: Regatta, from: 2099-06-01, to: 2099-06-01, alsoAt: [ ${other} ]${route} }\n`
  const withIt = (text: string, event: string) => fileOf(text.replace('\nevents:\n', `\nevents:\n${event}`))
  const run = async (file: SiteFile) => {
    const { done, stopped } = await applyFile(file, await openFor(file))
    expect(stopped).toBeUndefined()
    return done
  }
  const first = withIt(await exported(one), shared(two))
  expect(await run(first)).toEqual(['event Regatta (2099-06-01): announce it'])
  expect(await run(first)).toEqual([])
  expect(await run(withIt(alone, shared(one)))).toEqual([])
  expect(await exported(two)).toContain(shared(one))
  const changed = withIt(alone, shared(one, ', route: [ voicemail ]'))
  expect(await run(changed)).toEqual(['event Regatta (2099-06-01): change what it does'])
  expect(await exported(one)).toContain(shared(two, ', route: [ voicemail ]'))
  expect(await run(fileOf(alone))).toEqual([`event Regatta (2099-06-01): leave it to ${one}`])
  expect(await exported(two)).toBe(alone)
  expect(await exported(one)).toContain('name: Regatta, from: 2099-06-01, to: 2099-06-01, route:')
})
