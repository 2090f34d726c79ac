import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'
import type { Database } from './database.ts'
import { beatEngine, ENGINE_SILENCE_MS, endEngine, forgetEngines } from './engines.ts'
import { newId } from './id.ts'
import {
  claimKeptCalls,
  keptCallsAmong,
  knowsKeptCall,
  removeKeptCalls,
  saveKeptCalls,
  takenOverCalls,
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

const fallSilent = (id: string) =>
  sql`update engines set heartbeat_at = now_ms() - ${ENGINE_SILENCE_MS + 1_000} where id = ${id}`.execute(
    database.kysely,
  )

const ids = (calls: readonly { callId: string }[]) => calls.map(({ callId }) => callId).sort()

describe('calls that outlive their engine', () => {
  it('are nobody else’s while it lives', async () => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    expect(await claimKeptCalls(database.kysely, two)).toEqual([])
    expect(await claimKeptCalls(database.kysely, one)).toEqual([])
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
    const [ofTwo, ofThree] = await Promise.all([
      claimKeptCalls(database.kysely, two),
      claimKeptCalls(database.kysely, three),
    ])
    expect(ids([...ofTwo, ...ofThree])).toEqual(['a', 'b'])
    expect([...ofTwo, ...ofThree].find(({ callId }) => callId === 'a')).toEqual(call('a', state))
    expect(await claimKeptCalls(database.kysely, two)).toEqual([])
  })

  it('are not taken back by one that was thought dead', async () => {
    await saveKeptCalls(database.kysely, one, [call('a')])
    await fallSilent(one)
    await claimKeptCalls(database.kysely, two)
    await saveKeptCalls(database.kysely, one, [call('a', { core: 'old' })])
    await removeKeptCalls(database.kysely, one, ['a'])
    expect(await takenOverCalls(database.kysely, one, ['a', 'b'])).toEqual(['a'])
    expect(await takenOverCalls(database.kysely, two, ['a', 'b'])).toEqual([])
    await fallSilent(two)
    expect(await claimKeptCalls(database.kysely, one)).toEqual([call('a')])
  })

  it('are saved again in their newer state, and forgotten when they are over', async () => {
    await saveKeptCalls(database.kysely, one, [call('a'), call('b')])
    await saveKeptCalls(database.kysely, one, [call('a', { core: 2 })])
    await removeKeptCalls(database.kysely, one, ['b'])
    await fallSilent(one)
    expect(await claimKeptCalls(database.kysely, two)).toEqual([call('a', { core: 2 })])
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
