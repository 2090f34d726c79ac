/** A site as a file, through the whole API: idempotency, refusals, several that apply at once. */
import * as contract from '@mainline/contract'
import { createClient } from '@mainline/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, testToken } from '../../api/testing/test-api.ts'
import { notInFile } from './not-in-file.ts'
import { openSite, openSiteOfFile } from './open-site.ts'
import { applyFile, exportSite, planChanges } from './plan.ts'
import { readSiteFile, type SiteFile, writeSiteFile } from './site-file.ts'
import { example, fileOf } from './testing/example-site.ts'

let api: TestApi
let client: contract.Client
beforeAll(async () => {
  api = await openTestApi()
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  client = createClient({ url, token: testToken })
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const openFor = (file: SiteFile) => openSiteOfFile(client, file['site'] as { name: string; operator: string })
const exported = async (name: string) => writeSiteFile(await exportSite(await openSite(client, name)))

describe('apply', () => {
  it('sets up a site from nothing, and changes nothing the second time', async () => {
    const file = fileOf(example('Wharf', '794610'))
    const site = await openFor(file)
    const plan = (await planChanges(file, site)).map(({ words }) => words)
    expect(plan[0]).toBe('site Wharf: open it')
    expect(plan).toContain('number +442079461000: provision it')
    expect(plan).toContain('number +442079461000: nominate as main, allocate to Wharf Ltd')
    const told: string[] = []
    const first = await applyFile(file, await openFor(file), (words) => told.push(words))
    expect(first.stopped).toBeUndefined()
    expect(first.done).toEqual(told)
    expect(await planChanges(file, await openFor(file))).toEqual([])
    expect(await applyFile(file, await openFor(file))).toEqual({ done: [], stopped: undefined })
    const main = (await api.ok(contract.listNumbers, { query: { search: '+442079461000' } })).items[0]
    expect(main).toMatchObject({ kind: 'main', state: 'ACTIVE', extension: '2000' })
    const spare = (await api.ok(contract.listNumbers, { query: { search: '+442079461003' } })).items[0]
    expect(spare).toMatchObject({ extension: null, label: 'Spare', state: 'AVAILABLE' })
  })

  it('is its own export: what is exported is applied without a change', async () => {
    const text = await exported('Wharf')
    expect(await planChanges(fileOf(text), await openFor(fileOf(text)))).toEqual([])
    expect(text).toContain('hunt group 30 s, forward +442079460990 15 s, voicemail')
    expect(text).not.toMatch(/ha1|password|019\w{5}-/)
  })

  it('names in its head what the site has besides, and only that', async () => {
    const site = await openSite(client, 'Wharf')
    const file = await exportSite(site)
    expect(await notInFile(site)).toEqual([])
    expect(writeSiteFile(file)).toMatch(/^mainline: 1\n/)
    const text = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//x//EN',
      'BEGIN:VEVENT',
      'UID:1@x',
      'DTSTAMP:20260101T000000Z',
      'DTSTART;VALUE=DATE:20990501',
      'SUMMARY:May Day',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n')
    const params = { siteId: site.id }
    const body = { name: 'Closures', text: `${text}\r\n`, dryRun: false }
    const { calendar } = await api.ok(contract.importCalendar, { params, body })
    const missing = await notInFile(site)
    expect(missing).toEqual(['1 imported calendar'])
    const written = writeSiteFile(file, missing)
    expect(written).toMatch(/^# Not in this file, .*: 1 imported calendar\.\n/)
    expect(readSiteFile(written)).toEqual(readSiteFile(writeSiteFile(file)))
    await api.ok(contract.deleteCalendar, {
      params: { calendarId: calendar?.id ?? '' },
      query: { version: calendar?.version ?? 0 },
    })
  })

  it('says in words what a changed file changes, and does that alone', async () => {
    const text = (await exported('Wharf'))
      .replace('hunt group 30 s', 'hunt group 25 s')
      .replace('label: Spare', 'label: Fax')
      .replace(/.*name: Christmas.*\n/, '')
      .replace('cooldownDays: 90', 'cooldownDays: 30')
    const file = fileOf(text)
    const words = (await planChanges(file, await openFor(file))).map((change) => change.words)
    expect(words).toEqual([
      'site Wharf: cooldownDays becomes 30',
      'number +442079461003: label becomes "Fax"',
      'event Christmas (2026-12-25 to 2026-12-26): remove it',
      'call settings of +442079461000: inHours becomes ["hunt group 25 s","forward +442079460990 15 s","voicemail"]',
    ])
    expect(await applyFile(file, await openFor(file))).toEqual({ done: words, stopped: undefined })
    expect(await exported('Wharf')).toBe(text)
  })

  it('names a number anew that it takes back: who gives one back takes its name along (N4)', async () => {
    const with2002 = (rest: string) =>
      example('Handed', '794613').replace(
        /extension: 2002, .*}/,
        `extension: 2002, label: Back room, ${rest} }`,
      )
    const before = fileOf(with2002('state: RESERVED, organization: Handed & Co, language: fr'))
    await applyFile(before, await openFor(before))
    const after = fileOf(with2002('state: RESERVED, organization: Handed Ltd'))
    const { done } = await applyFile(after, await openFor(after))
    expect(done).toEqual([
      'number +442079461302: take it back, label becomes "Back room", allocate to Handed Ltd',
    ])
    expect(await planChanges(after, await openFor(after))).toEqual([])
  })

  it('stops at a refusal with the sentence of the server, keeps what is done, and goes on when the cause is gone', async () => {
    const name = 'Stopped'
    // That it is the main number of another site is for the server to say.
    const text = example(name, '794611').replace('+442079460999', '+442079461000')
    const stopped = await applyFile(fileOf(text), await openFor(fileOf(text)))
    expect(stopped.stopped).toMatch(/main number/)
    expect(stopped.done.length).toBeGreaterThan(8)
    const mended = fileOf(text.replace('outside: "+442079461000"', 'outside: "+442079460999"'))
    const { done, stopped: again } = await applyFile(mended, await openFor(mended))
    expect(again).toBeUndefined()
    expect(done.map((words) => words.split(' of ')[0])).toEqual([
      'hunt group',
      'call settings',
      'reception card',
      expect.stringContaining('device stopped-1'),
    ])
    expect(await planChanges(mended, await openFor(mended))).toEqual([])
  })

  it.each<[string, (text: string) => string, RegExp]>([
    ['a zone that is none', (text) => text.replace('Europe/London', 'Mars/X'), /no time zone called Mars\/X/],
    ['a step of 4 s', (text) => text.replace('30 s', '4 s'), /from 5 to 120 seconds/],
    [
      'a route without end',
      (text) => text.replace('15 s, voicemail]', '15 s]'),
      /last step must be voicemail/,
    ],
    [
      'an event without end',
      (text) => text.replace('route: [voicemail]', 'route: [hunt group 20 s]'),
      /“Party”: the last step/,
    ],
    [
      'a forward to itself',
      (text) => text.replace('forward +442079460990', 'forward +442079461300'),
      /forwards to the number itself/,
    ],
    [
      'a dated change without end',
      (text) => text.replace('inHours: [voicemail] }', 'inHours: [hunt group 20 s] }'),
      /datedChanges\.\+442079461300: .*the last step/,
    ],
    [
      'dated changes at a time',
      (text) => text.replace('from: 2099-03-01T00:00', 'from: 2099-01-15T00:00'),
      /datedChanges\.\+442079461300: .*Winter/,
    ],
    [
      'a dated change that ends on no day',
      (text) => text.replace('until: 2099-04-01', 'until: 2099-04-31'),
      /datedChanges\.\+442079461300: .*2099-04-31/,
    ],
    [
      'a dated change that ended before it begins',
      (text) => text.replace('until: 2099-04-01', 'until: 2001-04-01'),
      /datedChanges\.\+442079461300: .*“Spring”/,
    ],
    [
      'a dated change of no main number',
      (text) => text.replace('datedChanges: { "+442079461300"', 'datedChanges: { "+442079461301"'),
      /datedChanges\.\+442079461301: This is no main number/,
    ],
    [
      'holidays of nowhere',
      (text) => text.replace('country: GB', 'country: ZZ'),
      /holidays: no holidays are known for ZZ/,
    ],
    [
      'an event of a site that is not there',
      (text) => text.replace('from: 2026-12-25,', 'from: 2026-12-25, alsoAt: [Atlantis],'),
      /events: “Christmas”: There is no site “Atlantis”/,
    ],
    ['too few units', (text) => text.replace('Refused Ltd: 2', 'Refused Ltd: 1'), /cannot go below 2/],
    [
      'a member of another company',
      (text) => text.replace('["+442079461301"', '["+442079461302"'),
      /not an active number of this organization/,
    ],
    [
      'a member that is not there',
      (text) => text.replace('["+442079461301"', '["+442079461399"'),
      /no number \+442079461399/,
    ],
  ])('refuses %s before anything is changed, as plan does', async (_, change, words) => {
    const text = `${example('Refused', '794613')}
holidays: [{ country: GB }]
datedChanges: { "+442079461300": [
  { name: Winter, from: 2099-01-01T00:00, until: 2099-02-01T00:00, inHours: [voicemail] },
  { name: Spring, from: 2099-03-01T00:00, until: 2099-04-01T00:00, hours: always open }] }
`
    const file = fileOf(change(text))
    expect(change(text)).not.toBe(text)
    await expect(planChanges(file, await openFor(file))).rejects.toThrow(words)
    expect(await applyFile(file, await openFor(file))).toEqual({
      done: [],
      stopped: expect.stringMatching(words),
    })
    await expect(openSite(client, 'Refused')).rejects.toThrow('There is no site')
  })

  it('refuses a circle through a number of another site, by settings and by an event, as plan does', async () => {
    const made = fileOf(
      example('Elsewhere', '794614').replace('forward +442079460990', 'forward +442079461500'),
    )
    expect(await applyFile(made, await openFor(made))).toMatchObject({ stopped: undefined })
    const text = example('Circular', '794615')
    const back = 'forward +442079461400'
    for (const [change, words] of [
      [text.replace('forward +442079460990', back), 'In hours: step 2 forwards to a number that leads back'],
      [text.replace('route: [voicemail]', `route: [${back} 20 s, voicemail]`), '“Party”: step 1 forwards to'],
    ] as const) {
      const file = fileOf(change)
      await expect(planChanges(file, await openFor(file))).rejects.toThrow(
        `callSettings.+442079461500: ${words}`,
      )
      expect((await applyFile(file, await openFor(file))).done).toEqual([])
    }
    const file = fileOf(text)
    expect(await applyFile(file, await openFor(file))).toMatchObject({ stopped: undefined })
  })

  it('of several at once converges to the file: site, numbers and companies are made once', async () => {
    const file = fileOf(example('Many', '794612'))
    // All of them find no site, and would open it.
    const opened = await Promise.all([1, 2, 3].map(() => openFor(file)))
    expect(opened.map(({ site }) => site)).toEqual([undefined, undefined, undefined])
    await Promise.all(opened.map((site) => applyFile(file, site)))
    // Whoever was overtaken to the end says so; one more run finds little or nothing to do.
    const last = await applyFile(file, await openFor(file))
    expect(last.stopped).toBeUndefined()
    expect(await planChanges(file, await openFor(file))).toEqual([])
    const { total } = await api.ok(contract.countNumbers, {
      query: { siteId: (await openSite(client, 'Many')).id },
    })
    expect(total).toBe(4)
    const { operator } = await openFor(file)
    const sites = await api.ok(contract.listSites, { query: { operatorId: operator.id } })
    expect(sites.items.filter(({ name }) => name === 'Many')).toHaveLength(1)
    const companies = await api.ok(contract.listOrganizations, { query: { operatorId: operator.id } })
    const named = companies.items.flatMap(({ name }) => (name.startsWith('Many') ? name : []))
    expect(named.sort()).toEqual(['Many & Co', 'Many Ltd'])
  })
})

it('tells an occupier, who sees the site and not its operator, that the role is too narrow', async () => {
  const site = { id: 'a', name: 'Quay', operatorId: 'b' }
  const hidden = { ok: false, status: 404, code: 'not-found', message: 'There is no such organization.' }
  const narrow = {
    listSites: async () => ({ ok: true, body: { items: [site] } }),
    getOrganization: async () => hidden,
    listOrganizations: async () => ({ ok: true, body: { items: [] } }),
  } as unknown as contract.Client
  await expect(openSite(narrow, 'Quay')).rejects.toThrow('role of this token is too narrow')
  const named = { name: 'Quay', operator: 'Operator' }
  await expect(openSiteOfFile(narrow, named)).rejects.toThrow('the role is too narrow')
})
