/**
 * Two servers on one database (N5): a number leaves PENDING when both engines route it; one that is killed is noticed,
 * named, and holds nothing up for ever.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../peers/waiting.ts'
import { ServerFixture } from '../server-fixture.ts'
import { createWorkspace, type Workspace } from '../workspace.ts'

interface PhoneNumber {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly unconfirmedBy: readonly string[]
}

interface Engine {
  readonly name: string
  readonly state: string
}

/** Silence that makes an engine dead, and what a busy machine may add to it. */
const NOTICED_WITHIN_MS = 6_000

let first: ServerFixture
let second: ServerFixture
let workspace: Workspace
beforeAll(async () => {
  first = await ServerFixture.start()
  second = await ServerFixture.start({ env: { DATABASE_URL: first.databaseUrl } })
  workspace = await createWorkspace(first, { members: 3 })
})
afterAll(async () => {
  await second?.[Symbol.asyncDispose]()
  await first?.[Symbol.asyncDispose]()
})

/** Names of the engines that people are alerted of. */
const alerted = async () =>
  (
    await first.api.get<{ items: { data: { name: string } }[] }>('/alerts?kind=engine-lost&standing=true')
  ).items.map(({ data }) => data.name)

const engines = async () => (await first.api.get<{ items: Engine[] }>('/engines')).items
const nameOf = (server: ServerFixture) => (engine: Engine) => engine.name.endsWith(`:${server.sip.port}`)

async function change(action: 'activate' | 'deactivate', by: ServerFixture) {
  const path = `/numbers/${workspace.members[0]?.numberId}`
  const { version } = await by.api.get<PhoneNumber>(path)
  const started = performance.now()
  const number = await by.api.post<PhoneNumber>(`${path}/${action}`, { version })
  return { number, ms: performance.now() - started }
}

it('both engines live, and a number leaves PENDING within a second, whichever server is asked', async () => {
  expect((await engines()).map(({ state }) => state)).toEqual(['live', 'live'])
  for (const server of [first, second]) {
    const down = await change('deactivate', server)
    expect(down.number).toMatchObject({ state: 'RESERVED', unconfirmedBy: [] })
    const up = await change('activate', server)
    expect(up.number).toMatchObject({ state: 'ACTIVE', unconfirmedBy: [] })
    expect(Math.max(down.ms, up.ms)).toBeLessThan(1_000)
  }
})

it('a killed engine is waited for until it counts as dead, then named; the next activation does not wait', async () => {
  const killed = (await engines()).find(nameOf(second))
  await change('deactivate', first)
  await second.kill9()
  const waited = await change('activate', first)
  expect(waited.number).toMatchObject({ state: 'ACTIVE', unconfirmedBy: [killed?.name] })
  expect(waited.ms).toBeLessThan(NOTICED_WITHIN_MS)
  expect((await engines()).find(nameOf(second))?.state).toBe('dead')
  await until('the log to tell of it', () => first.output().includes('a call engine died'), 10_000)
  await until('people to be alerted', async () => (await alerted()).includes(killed?.name ?? ''), 10_000)

  await change('deactivate', first)
  const quick = await change('activate', first)
  expect(quick.ms).toBeLessThan(1_000)
})

it('an engine that is started again takes its place', async () => {
  await second.start()
  expect(await alerted()).toEqual([])
  await change('deactivate', second)
  const { number } = await change('activate', second)
  expect(number).toMatchObject({ state: 'ACTIVE', unconfirmedBy: [] })
})

it('a number whose server died while it was PENDING is settled by the other', {
  timeout: 60_000,
}, async () => {
  const path = `/numbers/${workspace.members[0]?.numberId}`
  const down = await change('deactivate', first)
  // Killed at some instant of the activation; whatever it left is RESERVED or ACTIVE in the end.
  const answer = second.api.post(`${path}/activate`, { version: down.number.version }).catch(() => undefined)
  await second.kill9()
  await answer
  const settled = await until(
    'the number to leave PENDING',
    async () => {
      const number = await first.api.get<PhoneNumber>(path)
      return number.state === 'PENDING' ? undefined : number
    },
    40_000,
  )
  expect(['ACTIVE', 'RESERVED']).toContain(settled.state)
})
