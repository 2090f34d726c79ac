/** Any site as a file, through the whole API: what is applied is what is exported. */
import { type Client, createClient } from '@mainline/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi, testToken } from '../../api/testing/test-api.ts'
import { openSite, openSiteOfFile } from './open-site.ts'
import { applyFile, exportSite, planChanges } from './plan.ts'
import { type SiteFile, writeSiteFile } from './site-file.ts'
import { fileOf } from './testing/example-site.ts'

let api: TestApi
let client: Client
beforeAll(async () => {
  api = await openTestApi()
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  client = createClient({ url, token: testToken })
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const openFor = (file: SiteFile) => openSiteOfFile(client, file['site'] as { name: string; operator: string })
const exported = async (name: string) => writeSiteFile(await exportSite(await openSite(client, name)))

describe('a round trip', () => {
  const extension = fc.integer({ min: 2000, max: 2999 })
  const label = fc.constantFrom('', 'Desk', '"quoted": #1', '- x', 'null', '0123', 'ü € 🎷', 'a'.repeat(120))
  const number = fc.record({
    extension: fc.option(extension, { nil: undefined }),
    state: fc.constantFrom('AVAILABLE', 'RESERVED', 'ACTIVE'),
    main: fc.boolean(),
    label,
    language: fc.constantFrom(undefined, 'de', 'en-GB'),
    organization: fc.constantFrom(0, 1),
  })
  const time = fc.constantFrom('08:30-12:00', '09:00-18:00', '22:00-06:00', '08:00-12:00, 13:00-17:30')
  const day = fc.option(time, { nil: undefined })
  const hours = fc.oneof(
    fc.constantFrom('always open', 'always closed'),
    fc.record({ mon: day, wed: day, sun: day }),
  )
  const route = fc.constantFrom(
    ['hunt group 20 s', 'voicemail'],
    ['reception 5 s', 'hunt group 120 s', 'voicemail'],
    ['forward +33140205050 15 s', 'notice try-later'],
  )
  const event = fc.record({
    name: fc.constantFrom('Christmas', 'Party: big', 'x'),
    from: fc.constantFrom('2026-12-24', '2026-12-25'),
    to: fc.constantFrom('2026-12-25', '2026-12-31'),
    route: fc.option(route, { nil: undefined }),
  })
  const change = fc.record({
    name: label.filter((name) => name !== ''),
    span: fc.constantFrom(['2099-01-01T00:00', '2099-01-02T00:00'], ['2099-03-28T23:30', '2099-04-01T12:00']),
    inHours: fc.option(route, { nil: undefined }),
    hours,
  })
  const place = fc.constantFrom(
    { country: 'FR', types: ['public'] },
    { country: 'DE', state: 'BY', types: ['public', 'bank'] },
  )
  let round = 0

  it('file to site, site to file, file to another site: the same file', { timeout: 240_000 }, async () => {
    const site = fc.record({
      hours,
      changes: fc.uniqueArray(change, { maxLength: 2, selector: ({ span }) => span[0] }),
      holidays: fc.uniqueArray(place, { maxLength: 1, selector: ({ country }) => country }),
      numbers: fc.uniqueArray(number, { maxLength: 5, selector: (one) => one.extension ?? {} }),
      events: fc.uniqueArray(event, {
        maxLength: 3,
        selector: (one) => JSON.stringify([one.name, one.from, one.to]),
      }),
      inHours: route,
      outOfHours: route,
    })
    await fc.assert(
      fc.asyncProperty(site, async (drawn) => {
        const first = drawnFile(drawn, `Round ${++round}`, 9_000_000 + round * 20)
        expect(await applyFile(first, await openFor(first))).toMatchObject({ stopped: undefined })
        const text = await exported(`Round ${round}`)
        expect(await planChanges(fileOf(text), await openFor(fileOf(text)))).toEqual([])
        // Numbers are unique on the platform: the other site has those of the next block.
        const moved = text
          .replaceAll(`Round ${round}`, `Return ${round}`)
          .replace(`round-${round}.test`, `return-${round}.test`)
          .replaceAll('"+3312', '"+3313')
        const second = fileOf(moved)
        expect(await applyFile(second, await openFor(second))).toMatchObject({ stopped: undefined })
        expect(await exported(`Return ${round}`)).toBe(moved)
      }),
      {
        numRuns: Number(process.env['MAINLINE_FUZZ_RUNS'] ?? 12),
        examples: [[oneUnitForTheSecondOfTwo]],
      },
    )
  })

  /** The first voice service activates the main number that is to stay RESERVED: it goes down before the other goes up (N10). */
  const oneUnitForTheSecondOfTwo: Drawn = {
    hours: 'always open',
    numbers: [
      { state: 'ACTIVE', main: false, label: '', organization: 1 },
      { state: 'RESERVED', main: true, label: '', organization: 1 },
    ],
    events: [],
    changes: [],
    holidays: [],
    inHours: ['hunt group 20 s', 'voicemail'],
    outOfHours: ['hunt group 20 s', 'voicemail'],
  }

  interface Drawn {
    hours: unknown
    numbers: {
      extension?: number | undefined
      state: string
      main: boolean
      label: string
      language?: string | undefined
      organization: number
    }[]
    events: { name: string; from: string; to: string; route?: readonly string[] | undefined }[]
    changes: {
      name: string
      span: readonly [string, string]
      inHours?: readonly string[] | undefined
      hours: unknown
    }[]
    holidays: readonly object[]
    inHours: readonly string[]
    outOfHours: readonly string[]
  }

  function drawnFile(
    { hours: drawnHours, numbers, events, changes, holidays, inHours, outOfHours }: Drawn,
    name: string,
    block: number,
  ): SiteFile {
    const organizations = [`${name} A`, `${name} B`]
    const mains = new Set<number>()
    const callSettings: Record<string, unknown> = {}
    const datedChanges: Record<string, unknown> = {}
    const voiceServices: Record<string, number> = {}
    const named = numbers.map(({ state, main, organization, ...rest }, i) => {
      const e164 = `+3312${block + i}`
      const kind = main && !mains.has(organization) ? 'main' : 'ordinary'
      if (kind === 'main' && state !== 'AVAILABLE') mains.add(organization)
      if (kind === 'main' && state === 'ACTIVE') {
        callSettings[e164] = { inHours, outOfHours }
        datedChanges[e164] = changes.map(({ span: [from, until], ...more }) => ({ from, until, ...more }))
      }
      const name = organizations[organization] ?? ''
      if (state === 'ACTIVE') voiceServices[name] = (voiceServices[name] ?? 0) + 1
      const owner = state === 'AVAILABLE' ? {} : { organization: organizations[organization] }
      return [e164, { ...rest, kind, state, ...owner }]
    })
    const site = {
      name,
      operator: 'Operator',
      timeZone: 'Europe/Paris',
      domain: `${name.toLowerCase().replace(' ', '-')}.test`,
      extensions: '2000-2999',
      hours: drawnHours,
    }
    const file = {
      site,
      organizations,
      numbers: Object.fromEntries(named),
      voiceServices,
      events,
      holidays,
      callSettings,
      datedChanges,
    }
    return fileOf(writeSiteFile(JSON.parse(JSON.stringify(file))))
  }
})
