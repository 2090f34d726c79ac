import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'
import type { Database } from './database.ts'
import { beatEngine, ENGINE_SILENCE_MS, endEngine, forgetEngines } from './engines.ts'
import { newId } from './id.ts'
import {
  askForCall,
  claimKeptCalls,
  forgetKeptCalls,
  giveCall,
  keptCallsAmong,
  knowsKeptCall,
  parseCallWanted,
  removeKeptCalls,
  saveKeptCalls,
  takenOverCalls,
  wantedChannel,
} from './kept-calls.ts'

let database: Database
let one: string
let two: string

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`truncate kept_calls`.execute(database.kysely)
  ;[one, two] = [newId(), newId()]
  for (const id of [one, two]) await beatEngine(database.kysely, id, id)
})

const call = (callId: string, state: object = { core: 1 }) => ({
  callId,
  operatorId: null,
  sipCallIds: [`${callId}-caller`, `${callId}-callee`],
  form: 1,
  state,
})

const soon = Date.now() + 3_600_000

/** What an engine is given, without when that was heard of last. */
async function claim(id: string, which: { forms?: number[]; running?: string[]; deadline?: number } = {}) {
  const { calls } = await claimKeptCalls(database.kysely, id, {
    forms: [1],
    running: [],
    deadline: soon,
    ...which,
  })
  return calls.map(({ unheardSince, ...call }) => call)
}

const fallSilent = (id: string) =>
  sql`update engines set heartbeat_at = now_ms() - ${ENGINE_SILENCE_MS + 1_000} where id = ${id}`.execute(
    database.kysely,
  )

const ids = (calls: readonly { callId: string }[]) => calls.map(({ callId }) => callId).sort()

describe('calls that outlive their engine', () => {
  it('are nobody else’s while it lives', async () => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    expect(await claim(two)).toEqual([])
    expect(await claim(one, { running: ['a'] })).toEqual([])
  })

  it.each([
    ['fell silent', () => fallSilent(one)],
    ['was stopped', () => endEngine(database.kysely, one)],
    ['is forgotten', () => sql`delete from engines where id = ${one}`.execute(database.kysely)],
  ])('are given to one other when it %s', async (_, end) => {
    const state = { core: { 'answered-by': [1, { Deep_key: null }] } }
    await saveKeptCalls(database.kysely, one, [call('a', state), call('b')])
    await end()
    const three = newId()
    await beatEngine(database.kysely, three, three)
    const [ofTwo, ofThree] = await Promise.all([claim(two), claim(three)])
    expect(ids([...ofTwo, ...ofThree])).toEqual(['a', 'b'])
    expect([...ofTwo, ...ofThree].find(({ callId }) => callId === 'a')).toEqual(call('a', state))
    const running = ['a', 'b']
    expect(await claim(two, { running })).toEqual([])
    expect(await claim(three, { running })).toEqual([])
  })

  it('are given to one other however closely two engines claim them', async () => {
    const calls = Array.from({ length: 20 }, (_, at) => call(`call-${at}`))
    for (let round = 0; round < 100; round++) {
      const [dead, ...others] = Array.from({ length: 4 }, () => newId()) as [string, string, string, string]
      for (const id of [dead, ...others]) await beatEngine(database.kysely, id, id)
      await saveKeptCalls(database.kysely, dead, calls)
      await endEngine(database.kysely, dead)
      const claims = await Promise.all(others.map((id) => claim(id)))
      expect(ids(claims.flat())).toEqual(ids(calls))
      await sql`truncate kept_calls`.execute(database.kysely)
    }
  })

  it('are not taken back by one that was thought dead', async () => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    await fallSilent(one)
    await claim(two)
    await saveKeptCalls(database.kysely, one, [call('a', { core: 'old' })])
    await removeKeptCalls(database.kysely, one, ['a'])
    expect(await takenOverCalls(database.kysely, one, ['a'])).toMatchObject({ taken: ['a'] })
    expect(await takenOverCalls(database.kysely, two, ['a'])).toMatchObject({ taken: [] })
    await fallSilent(two)
    await beatEngine(database.kysely, one, one)
    expect(await claim(one)).toEqual([call('a')])
  })

  it.each([
    ['in a form that it cannot read', { forms: [2] }],
    ['by a look that came late, for the database stood still', { deadline: Date.now() - 1_000 }],
  ])('are left alone %s', async (_, which) => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    await fallSilent(one)
    expect(await claim(two, which)).toEqual([])
    expect(await claim(two)).toEqual([call('a')])
  })

  it('are not those of one that was thought dead either when another one has ended them', async () => {
    await saveKeptCalls(database.kysely, one, [call('a'), call('b')])
    await fallSilent(one)
    await claim(two)
    await removeKeptCalls(database.kysely, two, ['a'])
    await saveKeptCalls(database.kysely, one, [call('c')])
    const { taken } = await takenOverCalls(database.kysely, one, ['a', 'b', 'c'])
    expect(taken.sort()).toEqual(['a', 'b'])
  })

  it('are forgotten when they are over, unless their engine lives', async () => {
    await saveKeptCalls(database.kysely, one, [call('a'), call('b')])
    await saveKeptCalls(database.kysely, two, [call('c')])
    await fallSilent(one)
    await forgetKeptCalls(database.kysely, ['a', 'c', 'd'])
    expect([...(await keptCallsAmong(database.kysely, ['a', 'b', 'c']))].sort()).toEqual(['b', 'c'])
  })

  it('are not taken by one that is silent itself', async () => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    for (const id of [one, two]) await fallSilent(id)
    expect(await claim(two)).toEqual([])
  })

  it('are given again to whoever has them and does not run them, with when their first engine was heard of last', async () => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    await fallSilent(one)
    const which = { forms: [1], running: [], deadline: soon }
    const { now, calls } = await claimKeptCalls(database.kysely, two, which)
    const again = await claimKeptCalls(database.kysely, two, which)
    expect(again.calls).toEqual(calls)
    expect(calls[0]?.unheardSince).toBeLessThanOrEqual(now - ENGINE_SILENCE_MS)
    expect(await claim(two, { running: ['a'] })).toEqual([])
  })

  it('are saved again in their newer state, and forgotten when they are over', async () => {
    await saveKeptCalls(database.kysely, one, [call('a'), call('b')])
    await saveKeptCalls(database.kysely, one, [call('a', { core: 2 })])
    await removeKeptCalls(database.kysely, one, ['b'])
    await fallSilent(one)
    expect(await claim(two)).toEqual([call('a', { core: 2 })])
  })

  it('are known by both of their dialogs', async () => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    expect(await knowsKeptCall(database.kysely, 'a-caller')).toBe(true)
    expect(await knowsKeptCall(database.kysely, 'a-callee')).toBe(true)
    expect(await knowsKeptCall(database.kysely, 'a')).toBe(false)
    expect(await keptCallsAmong(database.kysely, ['a', 'b'])).toEqual(new Set(['a']))
  })

  it('that nobody took are forgotten with their engine', async () => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    await saveKeptCalls(database.kysely, two, [call('b')])
    await endEngine(database.kysely, one)
    await fallSilent(one)
    await forgetEngines(database.kysely, 100)
    expect(await keptCallsAmong(database.kysely, ['a', 'b'])).toEqual(new Set(['b']))
  })
})

describe('a call that another engine asks for', () => {
  const forms = [1]

  it('is asked for by one of its dialogs, and only of whoever else runs it', async () => {
    const heard: string[] = []
    await database.listen(wantedChannel, (payload) => heard.push(payload))
    const state = { caller: { device: null }, callee: { phone: { id: 'desk' } } }
    await saveKeptCalls(database.kysely, one, [
      call('a', state),
      call('c', { caller: { device: { id: 'desk' } }, callee: { phone: null } }),
    ])
    const ask = (id: string, sipCallId: string, read = forms, deviceId = 'desk') =>
      askForCall(database.kysely, id, { sipCallId, deviceId, forms: read })
    expect(await ask(two, 'a-callee', forms, 'another phone')).toBe(false)
    expect(await ask(one, 'a-callee')).toBe(false)
    expect(await ask(two, 'b-callee')).toBe(false)
    expect(await ask(two, 'a-callee', [2])).toBe(false)
    expect(await ask(two, 'a-callee')).toBe(true)
    expect(await ask(two, 'c-caller')).toBe(true)
    await expect
      .poll(() => heard.map(parseCallWanted))
      .toEqual(['a', 'c'].map((callId) => ({ callId, engineId: two })))
  })

  it('is given by whoever runs it, and no newer state of that engine is taken', async () => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    expect(await giveCall(database.kysely, two, { callId: 'a', to: one })).toBe(false)
    expect(await giveCall(database.kysely, one, { callId: 'a', to: two })).toBe(true)
    await saveKeptCalls(database.kysely, one, [call('a', { core: 2 })])
    await removeKeptCalls(database.kysely, one, ['a'])
    expect(await claim(one)).toEqual([])
    expect(await claim(two)).toEqual([call('a')])
  })
})
