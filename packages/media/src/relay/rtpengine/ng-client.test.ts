import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeMediaClock } from '../../../testing/fake-clock.ts'
import { bdecode } from './bencode.ts'
import { NgClient } from './ng-client.ts'

let clock: FakeMediaClock
let rtpengine: Socket
let client: NgClient
/** What has come, oldest first. */
let asked: { readonly text: string; readonly cookie: string; readonly from: RemoteInfo }[]

beforeEach(async () => {
  clock = new FakeMediaClock()
  asked = []
  rtpengine = createSocket('udp4').bind(0, '127.0.0.1')
  await once(rtpengine, 'listening')
  rtpengine.on('message', (bytes, from) => {
    const text = bytes.toString()
    asked.push({ text, cookie: text.slice(0, text.indexOf(' ')), from })
  })
  client = new NgClient({ host: '127.0.0.1', port: rtpengine.address().port }, clock)
  await vi.waitFor(() => expect(client.localAddress).toBe('127.0.0.1'))
})
afterEach(() => {
  client.close()
  rtpengine.close()
})

async function arrived(count: number): Promise<void> {
  await vi.waitFor(() => expect(asked).toHaveLength(count))
}

function answer(index: number, words: string, cookie = asked[index]?.cookie): void {
  rtpengine.send(`${cookie} ${words}`, asked[index]?.from.port ?? 0, '127.0.0.1')
}

const pong = 'd6:result4:ponge'

describe('the ng protocol', () => {
  it('sends a cookie and words, and hands over the reply', async () => {
    const reply = client.ask('query', { 'call-id': 'one', flags: ['a', 'b'] })
    await arrived(1)
    const { text = '', cookie = '' } = asked[0] ?? {}
    expect(bdecode(Buffer.from(text), cookie.length + 1)).toEqual({
      command: 'query',
      'call-id': 'one',
      flags: ['a', 'b'],
    })
    answer(0, 'd6:result2:ok7:createdi12ee')
    expect(await reply).toMatchObject({ kind: 'done', words: { created: 12 } })
  })

  it('tells what is refused, and why', async () => {
    const reply = client.ask('query')
    await arrived(1)
    answer(0, 'd6:result5:error12:error-reason15:Unknown call-ide')
    expect(await reply).toEqual({ kind: 'refused', reason: 'Unknown call-id' })
  })

  it('matches replies by their cookies, in whatever order they come', async () => {
    const replies = Promise.all(['one', 'two'].map((each) => client.ask('query', { 'call-id': each })))
    await arrived(2)
    answer(1, 'd6:result2:ok1:ni2ee')
    answer(0, 'd6:result2:ok1:ni1ee')
    expect(await replies).toMatchObject([{ words: { n: 1 } }, { words: { n: 2 } }])
  })

  it('asks again with the same cookie, ever more rarely, until it is answered', async () => {
    const reply = client.ask('ping')
    await arrived(1)
    clock.advance(99)
    clock.advance(1)
    await arrived(2)
    clock.advance(199)
    clock.advance(1)
    await arrived(3)
    expect(new Set(asked.map(({ text }) => text)).size).toBe(1)
    answer(2, pong)
    expect((await reply).kind).toBe('done')
    clock.advance(10_000)
    expect(clock.pending).toBe(0)
  })

  it('gives up after a second and a half', async () => {
    const reply = client.ask('ping')
    clock.advance(1_499)
    clock.advance(1)
    expect(await reply).toEqual({ kind: 'silent' })
  })

  it.each([
    ['another cookie', (at: number) => answer(at, pong, 'another')],
    ['no cookie', (at: number) => answer(at, '', '')],
    ['a reply that is cut off', (at: number) => answer(at, 'd6:result4:po')],
    ['words that say nothing', (at: number) => answer(at, 'de')],
    ['a list', (at: number) => answer(at, 'le')],
    ['a result that is none', (at: number) => answer(at, 'd6:result5:maybee')],
  ])('is not taken in by %s', async (_, deceive) => {
    const reply = client.ask('ping')
    await arrived(1)
    deceive(0)
    answer(0, pong)
    expect((await reply).kind).toBe('done')
  })

  it('takes an answer once: a second one is nobody’s', async () => {
    const first = client.ask('ping')
    await arrived(1)
    answer(0, pong)
    await first
    answer(0, 'd6:result5:errore')
    const second = client.ask('ping')
    await arrived(2)
    answer(1, pong)
    expect((await second).kind).toBe('done')
  })

  it('settles what is open when it is closed, and asks nothing more', async () => {
    const reply = client.ask('ping')
    client.close()
    expect(await reply).toEqual({ kind: 'silent' })
    expect(await client.ask('ping')).toEqual({ kind: 'silent' })
    expect(clock.pending).toBe(0)
  })

  it('asks what is open on the new way when it reconnects', async () => {
    const reply = client.ask('ping')
    await arrived(1)
    client.reconnect()
    await arrived(2)
    expect(asked[1]?.from.port).not.toBe(asked[0]?.from.port)
    answer(1, pong)
    expect((await reply).kind).toBe('done')
  })
})
