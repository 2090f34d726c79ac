/**
 * Two servers on one database (N5): a number leaves PENDING when both engines route it; one that is killed is noticed,
 * named, and holds nothing up for ever. A seat is where its page is (C7).
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { SipPhone, type SipPhoneOptions } from '@mainline/sip/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../peers/waiting.ts'
import { signInSomebody } from '../people.ts'
import { createSeats, type SeatPlace, sitDown, toReception } from '../reception.ts'
import { ServerFixture, temporaryFolder } from '../server-fixture.ts'
import { createWorkspace, endedCalls, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'

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
  second = await ServerFixture.start({ beside: first })
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

type PhoneOptions = Pick<SipPhoneOptions, 'address' | 'user' | 'domain' | 'credentials'>
const phones: SipPhone[] = []
afterAll(() => Promise.all(phones.map((phone) => phone.close())))

/** A phone of real sockets that talks to one of the servers. */
async function phoneAt({ sip }: ServerFixture, options: PhoneOptions): Promise<SipPhone> {
  const phone = await SipPhone.open({ network: nodeNetwork(), clock: systemClock(), server: sip, ...options })
  phones.push(phone)
  return phone
}

async function deskPhone(server: ServerFixture, { login }: SeatPlace): Promise<SipPhone> {
  const { username, password, domain } = login
  const credentials = { username, password }
  const phone = await phoneAt(server, { address: '127.0.0.1', user: username, domain, credentials })
  expect(await phone.register(600)).toBe(200)
  return phone
}

it('a seat takes the calls of the engine that its page talks to; where none is, a call goes on along its route and says why (C7)', async () => {
  const office = await createWorkspace(first, { members: 0, route: toReception(30) })
  const [place] = await createSeats(first, office, 1)
  if (!place) throw new Error('no desk')
  const desk = await deskPhone(second, place)
  const rita = await sitDown(second, office, place)
  const callBy = async (server: ServerFixture) => {
    const carrier = await phoneAt(server, { address: TRUNK_ADDRESS, user: '+442079460990' })
    const { address, port } = server.sip
    return carrier.call(`sip:${office.mainNumber}@${address}:${port}`)
  }

  const rings = desk.nextCall()
  const served = await callBy(second)
  const atDesk = await rings
  atDesk.answer()
  await served.answered
  served.hangUp()
  await atDesk.ended

  const unserved = await callBy(first)
  // The mailbox answers: nobody sits where this engine could ring.
  await unserved.answered
  unserved.hangUp()
  expect(desk.calls).toHaveLength(1)
  const calls = await until('both calls to be on record', async () => {
    const ended = await endedCalls(first, office)
    return ended.length === 2 ? ended : undefined
  })
  expect(calls.map(({ result }) => result)).toContain('answered-by-reception')
  const other = calls.find(({ result }) => result !== 'answered-by-reception')
  const told = await first.api.get<{ path: { reason: string }[] }>(`/calls/${other?.callId}`)
  expect(told.path.map(({ reason }) => reason).join(' ')).toContain('No receptionist is ready')
  rita.leave()
})

it('who has signed in at one server is signed in at the other, which opens what the first has sealed (M12)', async () => {
  const who = { name: 'Ruth', email: 'ruth@operator.example', role: 'operator-admin' }
  const ruth = await signInSomebody(first, { ...who, operatorId: workspace.operatorId })
  expect(await ruth.at(second.url).get('/me')).toMatchObject({ email: who.email, name: who.name })
  const path = `/numbers/${workspace.mainNumberId}/default-pin`
  const pinAt = async ({ api }: ServerFixture) => (await api.get<{ defaultPin: string }>(path)).defaultPin
  expect(await pinAt(second)).toBe(await pinAt(first))
})

it('a server with another key does not start, and says what to do', async () => {
  const folder = temporaryFolder('mainline-stranger-')
  try {
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', 'secret.key'), `${'22'.repeat(32)}\n`)
    await expect(ServerFixture.start({ folder, beside: first })).rejects.toThrow(
      /set up with another key than there is in .*secret\.key.+put the secret\.key of the first server there/,
    )
  } finally {
    rmSync(folder, { recursive: true })
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
