import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Result } from '@mainline/pbx'
import { FakeClock } from '@mainline/sip/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { type CallRecord, silentLog } from '../ports.ts'
import { CallJournal } from './call-journal.ts'

const record = (callId: string, result: Result = 'ended-by-us'): CallRecord => ({
  callId,
  operatorId: null,
  siteId: null,
  organizationId: null,
  numberId: null,
  trunkId: null,
  sipCallId: `${callId}@192.0.2.1`,
  callerNumber: '+442079460999',
  callerName: null,
  calledNumber: '+442079460001',
  startedAt: 1,
  answeredAt: 2,
  endedAt: 3,
  result,
  reason: 'engine-lost',
  answeredBy: null,
  settingsVersion: 1,
  path: [],
  legs: [],
  codecs: null,
  mediaStats: null,
  ladder: null,
  outOfHours: null,
  reception: null,
  outgoing: null,
})

class Sink {
  readonly stored = new Map<string, CallRecord>()
  refusing = false
  async store(records: readonly CallRecord[]): Promise<void> {
    if (this.refusing) throw new Error('the database is away')
    for (const each of records) this.stored.set(each.callId, each)
  }
}

describe('call journal (C13)', () => {
  let folder: string
  let sink: Sink
  let clock: FakeClock
  const open = (extra = {}) => CallJournal.open({ folder, sink, clock, log: silentLog, ...extra })
  const segments = () => readdirSync(folder)

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'journal-'))
    sink = new Sink()
    clock = new FakeClock()
  })

  it('closes its folder to others, also one that was left open', async () => {
    chmodSync(folder, 0o755)
    await open()
    const modes = [folder, ...segments().map((name) => join(folder, name))].map((path) => statSync(path).mode)
    expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(['700', '600'])
  })

  it('a call that was long quiet when the process died lasted until then, whichever segment it is in', async () => {
    const { journal } = await open({ segmentBytes: 1 })
    journal.answered(record('long'))
    journal.ended(record('other'))
    await journal.flush()
    await expect.poll(() => segments().length).toBe(2)
    const longAgo = () => {
      for (const name of segments()) utimesSync(join(folder, name), 1, 1)
    }
    longAgo()
    clock.advance(10_000)
    await open()
    expect(sink.stored.get('long')?.endedAt).toBeGreaterThan(Date.now() - 60_000)
  })

  it('is not written to while nobody talks', async () => {
    const { journal } = await open()
    journal.answered(record('a'))
    journal.ended(record('a'))
    const [name = ''] = segments()
    clock.advance(10_000)
    const { size } = statSync(join(folder, name))
    clock.advance(60_000)
    expect(statSync(join(folder, name)).size).toBe(size)
  })

  it('counts the records that are being stored until they are', async () => {
    const { journal } = await open()
    const refuseOrStore: (() => void)[] = []
    sink.store = () => new Promise((resolve) => void refuseOrStore.push(resolve))
    journal.ended(record('a'))
    const flushing = journal.flush()
    journal.ended(record('b'))
    expect(journal.backlog).toBe(2)
    refuseOrStore[0]?.()
    await expect.poll(() => refuseOrStore.length).toBe(2)
    expect(journal.backlog).toBe(1)
    refuseOrStore[1]?.()
    await flushing
    expect(journal.backlog).toBe(0)
  })

  it('a record that the database refuses does not hold up the others', async () => {
    const { journal } = await open()
    const { store } = sink
    sink.store = async (records) => {
      if (records.some(({ callId }) => callId === 'poison')) throw new Error('refused')
      await store.call(sink, records)
    }
    for (const callId of ['a', 'poison', 'b', 'c']) journal.ended(record(callId))
    for (let tries = 0; tries < 4; tries += 1) await journal.flush()
    expect([...sink.stored.keys()].sort()).toEqual(['a', 'b', 'c'])
    expect(journal.backlog).toBe(1)
    await journal.close()
    expect(segments()).toHaveLength(1)
  })

  it('database away at the start -- what an earlier process left is kept and stored later', async () => {
    const earlier = await open()
    earlier.journal.answered(record('a'))
    sink.refusing = true
    const { journal, recovered } = await open()
    expect([recovered, journal.backlog]).toEqual([1, 1])
    const again = await open()
    expect(again.recovered).toBe(1)
    sink.refusing = false
    await again.journal.flush()
    expect(sink.stored.get('a')?.result).toBe('ended-by-us')
  })

  it('stores ended calls with the next batch and leaves nothing behind', async () => {
    const { journal } = await open()
    journal.answered(record('a'))
    journal.ended(record('a', 'answered-by-member'))
    journal.ended(record('b', 'abandoned'))
    await journal.close()
    expect([...sink.stored.values()].map((each) => each.result)).toEqual(['answered-by-member', 'abandoned'])
    expect(segments()).toEqual([])
  })

  it('killed while a call is up -- next start records it as interrupted', async () => {
    const { journal } = await open()
    journal.answered(record('a'))
    const { recovered, interrupted } = await open()
    expect({ recovered, interrupted }).toEqual({ recovered: 1, interrupted: 1 })
    expect(sink.stored.get('a')?.result).toBe('ended-by-us')
    expect(sink.stored.get('a')?.endedAt).toBeGreaterThan(3)
  })

  it('killed while a call is up that goes on elsewhere -- next start leaves its record to whoever runs it', async () => {
    const { journal } = await open()
    for (const callId of ['a', 'b']) journal.answered(record(callId))
    const goOn = async (callIds: readonly string[]) => new Set(callIds.filter((callId) => callId === 'a'))
    const next = await open({ goOn })
    expect(next).toMatchObject({ recovered: 1, interrupted: 1 })
    expect([...sink.stored.keys()]).toEqual(['b'])
    expect(segments()).toHaveLength(1)
  })

  it('killed while a call is up, and whether it goes on is not known -- it counts as interrupted', async () => {
    const { journal } = await open()
    journal.answered(record('a'))
    const next = await open({ goOn: () => Promise.reject(new Error('the database is away')) })
    expect(next).toMatchObject({ recovered: 1, interrupted: 1 })
    expect([...sink.stored.keys()]).toEqual(['a'])
  })

  it('killed between the end and the batch -- next start stores the end', async () => {
    const { journal } = await open()
    journal.answered(record('a'))
    journal.ended(record('a', 'voicemail-left'))
    const { interrupted } = await open()
    expect(interrupted).toBe(0)
    expect(sink.stored.get('a')?.result).toBe('voicemail-left')
  })

  it('killed in the middle of a line -- the torn line is passed over, the others count', async () => {
    writeFileSync(join(folder, '000000000001.jsonl'), `A${JSON.stringify(record('a'))}\nE{"callId":"a","resu`)
    const { recovered } = await open()
    expect(recovered).toBe(1)
    expect(sink.stored.get('a')?.result).toBe('ended-by-us')
  })

  it('database away -- keeps the journal and tries again until it is stored', async () => {
    const { journal } = await open()
    sink.refusing = true
    journal.ended(record('a', 'abandoned'))
    await journal.flush()
    expect(journal.backlog).toBe(1)
    expect(readFileSync(join(folder, segments()[0] ?? ''), 'utf8')).toContain('abandoned')
    sink.refusing = false
    await journal.flush()
    expect(sink.stored.has('a')).toBe(true)
    expect(journal.backlog).toBe(0)
  })

  it('no room for a new segment -- goes on in the old one, and in a new one when there is', async () => {
    const { journal } = await open({ segmentBytes: 1 })
    const away = `${folder}-away`
    renameSync(folder, away)
    journal.ended(record('a'))
    await journal.flush()
    journal.ended(record('b'))
    expect(readFileSync(join(away, readdirSync(away)[0] ?? ''), 'utf8')).toContain('"callId":"b"')
    renameSync(away, folder)
    await journal.flush()
    expect([...sink.stored.keys(), journal.backlog]).toEqual(['a', 'b', 0])
    expect(segments()).toEqual(['000000000003.jsonl'])
    await journal.close()
  })

  it('what happens while a new segment is made is in a file, and stored', async () => {
    const warned: unknown[] = []
    const log = { ...silentLog, warn: (fields: object) => void warned.push(fields) }
    const { journal } = await open({ segmentBytes: 1, log })
    for (let i = 0; i < 20; i += 1) {
      journal.answered(record(`stays ${i}`))
      journal.answered(record(`goes ${i}`))
      journal.ended(record(`ends ${i}`))
      const flushing = journal.flush()
      journal.letGo(`goes ${i}`)
      journal.ended(record(`stays ${i}`))
      await flushing
    }
    await journal.close()
    expect(sink.stored.size).toBe(40)
    expect([segments(), warned]).toEqual([[], []])
  })

  it('a segment lives until the calls answered in it are stored', async () => {
    const { journal } = await open({ segmentBytes: 1 })
    journal.answered(record('long'))
    journal.ended(record('short'))
    await journal.flush()
    expect(segments()).toHaveLength(2)
    journal.ended(record('long', 'answered-by-member'))
    await journal.flush()
    expect(segments()).toHaveLength(1)
    await journal.close()
    expect(segments()).toEqual([])
  })
})
