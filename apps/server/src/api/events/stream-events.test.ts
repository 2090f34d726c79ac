/** The event stream over real sockets: what comes through, going on after a cut, slow clients, the end of the server. */
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { eventDefinitions, liveEvent, type Principal } from '@mainline/contract'
import { insertLiveEvents, type NewLiveEvent, newId, pruneLiveEvents } from '@mainline/storage'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Authenticator, providerToken } from '../../http/authenticator.ts'
import { openTestApi, type TestApi, testToken } from '../testing/test-api.ts'

const CHECK_MS = 200
/** Events that wait for a slow client. */
const WAITING = 50

let api: TestApi
let port = 0
beforeAll(async () => {
  const known: Authenticator = async ({ header }) => principals.get(header('x-test-as') ?? '')
  api = await openTestApi({
    otherwise: () => ({ authenticators: [known, providerToken(testToken)] }),
    streamLimits: {
      heartbeatMs: 300,
      waiting: WAITING,
      checkMs: CHECK_MS,
    },
  })
  await api.app.listen({ host: '127.0.0.1', port: 0 })
  port = (api.app.server.address() as AddressInfo).port
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

/** Of a person, all but who it is. */
const nobodyAtAll = {
  kind: 'user',
  id: 'u',
  siteIds: null,
  organizationId: null,
  userId: null,
  operatorId: null,
} as const

/** Who else may ask, by the name that a client gives. */
const principals = new Map<string, Principal>()

interface Message {
  id?: string
  event?: string
  data?: string
}

/** A client that reads a stream message by message; `paused` reads nothing. */
class Client {
  readonly messages: Message[] = []
  readonly comments: string[] = []
  status = 0
  headers: Record<string, unknown> = {}
  ended: 'open' | 'ended' | 'cut' = 'open'
  #text = ''
  #changed: (() => void)[] = []
  /** Reads what a paused client has not read. */
  resume: () => void = () => {}
  readonly #request: ReturnType<typeof request>

  constructor(query = '', lastEventId?: string, { paused = false, as = '' } = {}) {
    this.#request = request(
      {
        port,
        path: `/api/v1/events${query}`,
        headers: {
          authorization: `Bearer ${testToken}`,
          ...(as && { 'x-test-as': as }),
          ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
        },
      },
      (response) => {
        this.status = response.statusCode ?? 0
        this.headers = response.headers
        response.setEncoding('utf8')
        const read = () => response.on('data', (text: string) => this.#read(text))
        this.resume = read
        if (!paused) read()
        response.on('end', () => this.#end('ended'))
        response.on('error', () => this.#end('cut'))
        this.#tell()
      },
    )
    this.#request.on('error', () => this.#end('cut'))
    this.#request.end()
    onTestFinished(() => this.cut())
  }

  cut(): void {
    this.#request.destroy()
  }

  async until(condition: (client: Client) => boolean): Promise<this> {
    while (!condition(this)) await new Promise<void>((resolve) => this.#changed.push(resolve))
    return this
  }

  /** Connected: what happens from now on is heard. */
  opened = () => this.until(({ comments }) => comments.length > 0)
  received = (count: number) => this.until(({ messages }) => messages.length >= count)

  #read(text: string): void {
    const parts = (this.#text + text).split('\n\n')
    this.#text = parts.pop() ?? ''
    for (const part of parts) {
      const fields = part.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line) ?? [])
      const message = Object.fromEntries(fields.flatMap(([, name, value]) => (name ? [[name, value]] : [])))
      if (message['data'] === undefined) this.comments.push(part)
      else this.messages.push(message)
    }
    this.#tell()
  }

  #end(how: 'ended' | 'cut'): void {
    if (this.ended === 'open') this.ended = how
    this.#tell()
  }

  #tell(): void {
    for (const changed of this.#changed.splice(0)) changed()
  }
}

const event = (changes: Partial<NewLiveEvent> = {}): NewLiveEvent => ({
  operatorId: api.tenant.operator.id,
  siteId: api.tenant.site.id,
  organizationId: api.tenant.occupier.id,
  numberId: api.tenant.main.id,
  kind: 'numbers.changed',
  data: { count: 1, what: 'added' },
  at: Date.now(),
  ...changes,
})
const messageData = eventDefinitions.find(({ kind }) => kind === 'message.new')?.example
const counted = (count: number) => event({ data: { count, what: 'added' } })
const tell = (one: NewLiveEvent) => insertLiveEvents(api.database.kysely, [one])
const countOf = ({ data = '' }: Message): number => JSON.parse(data).data.count

describe('rights while a stream is open', () => {
  it('ends for whoever may not ask any more, before another event, and leaves the others alone', async () => {
    const { operator } = api.tenant
    const ada: Principal = {
      ...nobodyAtAll,
      id: 'ada',
      name: 'Ada',
      role: 'operator-user',
      operatorId: operator.id,
    }
    principals.set('retired', ada)
    principals.set('stays', { ...ada, id: 'sue' })
    const [gone, stays] = [
      new Client('', undefined, { as: 'retired' }),
      new Client('', undefined, { as: 'stays' }),
    ]
    await Promise.all([gone.opened(), stays.opened()])
    principals.set('retired', { ...ada, role: 'receptionist' })
    await later(CHECK_MS)
    await tell(counted(4711))
    await stays.until(({ messages }) => messages.some(({ data }) => data?.includes('4711')))
    await gone.until(({ ended }) => ended === 'ended')
    expect(gone.messages.some(({ data }) => data?.includes('4711'))).toBe(false)
  })

  it('a person follows a hundred streams and no more', async () => {
    principals.set('many', { ...nobodyAtAll, id: 'many', name: 'Max', role: 'provider-admin' })
    const streams = Array.from({ length: 100 }, () => new Client('', undefined, { as: 'many' }))
    await Promise.all(streams.map((stream) => stream.opened()))
    const refused = await new Client('', undefined, { as: 'many' }).until(({ status }) => status > 0)
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBe('60')
    streams[0]?.cut()
    await expect
      .poll(
        async () =>
          (await new Client('', undefined, { as: 'many' }).until(({ status }) => status > 0)).status,
      )
      .toBe(200)
  })
})

describe('the stream', () => {
  it('brings each kind as its contract says, with its sentence', async () => {
    const client = await new Client().opened()
    expect(client.status).toBe(200)
    expect(client.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    await tell(counted(999))
    await client.until(({ messages }) => messages.some(({ data }) => data?.includes('999')))
    client.messages.length = 0
    for (const { kind, example } of eventDefinitions) await tell(event({ kind, data: example }))
    await client.received(eventDefinitions.length)
    for (const [index, { kind, example }] of eventDefinitions.entries()) {
      const { id, event: name, data = '' } = client.messages[index] ?? {}
      const shown = liveEvent.parse(JSON.parse(data))
      expect({ id, name, data: shown.data }).toEqual({ id: shown.id, name: kind, data: example })
      expect(shown.sentence).toMatch(/\.$/)
    }
    const ids = client.messages.map(({ id }) => Number(id))
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
  })

  it('brings only what was asked for', async () => {
    const { site } = api.tenant
    const ofSite = await new Client(`?siteId=${site.id}&kinds=numbers.changed`).opened()
    await tell(event({ siteId: null }))
    await tell(event({ kind: 'schedule.changed', data: { what: 'site', name: 'x' } }))
    await tell(counted(77))
    await ofSite.received(1)
    expect(ofSite.messages.map(countOf)).toEqual([77])
  })

  it('tells nobody of what is foreign, neither as it happens nor when read back', async () => {
    const { operator } = api.tenant
    const principal = nobodyAtAll
    principals.set('own', { ...principal, name: 'Ada', role: 'operator-user', operatorId: operator.id })
    principals.set('foreign', { ...principal, name: 'Eve', role: 'operator-admin', operatorId: newId() })
    principals.set('neighbour', {
      ...principal,
      name: 'Ned',
      role: 'occupier-admin',
      operatorId: operator.id,
      organizationId: newId(),
    })
    const provider = await new Client().opened()
    const following = ['own', 'foreign', 'neighbour'].map((as) => new Client('', undefined, { as }))
    for (const one of following) await one.opened()
    await tell(counted(1))
    await tell(event({ organizationId: null, data: { count: 2, what: 'added' } }))
    await tell(event({ kind: 'message.new', data: messageData }))
    await provider.received(3)
    await following[0]?.received(2)
    // What comes last has come to everybody who may see it.
    const back = (as: string) =>
      new Client(`?follow=false&operatorId=${operator.id}`, String(Number(provider.messages[0]?.id) - 1), {
        as,
      }).until(({ ended }) => ended === 'ended')
    expect((await back('own')).messages.map(({ event: kind }) => kind)).toEqual([
      'numbers.changed',
      'numbers.changed',
    ])
    expect((await back('foreign')).messages).toEqual([])
    expect((await back('neighbour')).messages).toEqual([])
    expect(following.map(({ messages }) => messages.length)).toEqual([2, 0, 0])
  })

  it('goes on after a cut with what was missed, and nothing twice', async () => {
    const first = await new Client().opened()
    await tell(counted(1))
    await first.received(1)
    first.cut()
    for (const count of [2, 3, 4]) await tell(counted(count))
    const second = await new Client('', first.messages.at(-1)?.id).received(3)
    await tell(counted(5))
    await second.received(4)
    expect(second.messages.map(countOf)).toEqual([2, 3, 4, 5])
    const third = await new Client(`?after=${second.messages[1]?.id}&follow=false`).until(
      ({ ended }) => ended === 'ended',
    )
    expect(third.messages.map(countOf)).toEqual([4, 5])
  })

  it('loses nothing between catching up and following, while events keep coming', async () => {
    const mark = await new Client().opened()
    await tell(counted(0))
    await mark.received(1)
    const client = new Client('', mark.messages[0]?.id)
    let count = 0
    while (count < 150) {
      await tell(counted(++count))
      // A client that is further behind than what may wait for it is cut off, however busy the machine is.
      await client.received(count - WAITING / 2)
    }
    await client.received(count)
    expect(client.messages.map(countOf)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  })

  it('says so when what was missed is gone', async () => {
    const client = await new Client().opened()
    for (const count of [1, 2]) await tell(counted(count))
    await client.received(2)
    await pruneLiveEvents(api.database.kysely, Date.now() + 1000)
    const late = await new Client('', client.messages[0]?.id).received(1)
    expect(late.messages[0]).toEqual({ id: client.messages[1]?.id, event: 'reset', data: '{}' })
    const upToDate = await new Client('', client.messages[1]?.id).opened()
    const stranger = await new Client('', 'of another server').received(1)
    expect(stranger.messages[0]?.event).toBe('reset')
    await tell(counted(3))
    for (const one of [late, stranger]) expect(countOf((await one.received(2)).messages[1] ?? {})).toBe(3)
    expect(countOf((await upToDate.received(1)).messages[0] ?? {})).toBe(3)
  })

  it('beats while nothing happens', async () => {
    const client = await new Client('?kinds=call.started').opened()
    await client.until(({ comments }) => comments.length >= 2)
    expect(client.messages).toEqual([])
  })

  it('cuts off a client that does not read, without harm to the others', async () => {
    const brisk = await new Client().opened()
    const slow = new Client('', undefined, { paused: true })
    await slow.until(({ status }) => status === 200)
    // More than the sockets and the server hold for one client.
    const large = 'x'.repeat(200_000)
    for (let told = 1; told <= 150; told++) {
      await tell(event({ kind: 'schedule.changed', data: { what: 'site', name: large } }))
      await brisk.received(told)
    }
    slow.resume()
    await slow.until(({ ended }) => ended !== 'open')
    expect(slow.ended).toBe('cut')
    expect(slow.messages.length).toBeLessThan(150)
    expect(brisk.messages).toHaveLength(150)
    expect(brisk.ended).toBe('open')
  }, 60_000)

  it('says that its operator is followed, so that the engine tells of calls', async () => {
    const { operator } = api.tenant
    await new Client(`?operatorId=${operator.id}`).opened()
    const noted = () =>
      api.database.kysely
        .selectFrom('eventInterest')
        .select('until')
        .where('operatorId', '=', operator.id)
        .execute()
    while ((await noted()).length === 0);
    expect((await noted())[0]?.until).toBeGreaterThan(Date.now() + 10 * 60_000)
  })

  it('ends in order when the server stops', async () => {
    const client = await new Client().opened()
    await api.stopFollowing()
    await client.until(({ ended }) => ended !== 'open')
    expect(client.ended).toBe('ended')
  })
})
