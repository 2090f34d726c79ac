/** Phones that register with credentials (RFC 3261 §10, §22). */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { at, ha1, openServer, registered } from './registrar-fixture.ts'
import type { Binding } from './registrar-rules.ts'
import { openWire } from './user-agent-fixture.ts'

describe('a phone', () => {
  it('registers after one challenge, refreshes with the nonce it has, and unregisters', async () => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1')
    expect(await registered(server, phone)).toBe(200)
    expect(server.bindings.get(`sip:alice@${at}`)).toMatchObject([{ uri: phone.contactUri, path: [] }])
    expect(phone.log.filter({ status: 401 })).toHaveLength(1)
    expect(await registered(server, phone)).toBe(200)
    expect(phone.log.filter({ status: 200 })[0]?.message.header('Date')).toBe('Wed, 07 Jan 2026 12:00:00 GMT')
    expect(await registered(server, phone, 0)).toBe(200)
    expect(server.bindings.get(`sip:alice@${at}`)).toEqual([])
    expect(server.registrar.busy).toBe(0)
  })

  it.each([
    ['asks for that', ';keep', ';keep=25'],
    ['does not', '', ''],
  ])(
    'that %s with its Via is told how often to send keep-alives, once it is known (RFC 6223)',
    async (_, asks, told) => {
      const server = await openServer({ load: () => [], save: () => {} })
      const wire = await openWire(server.network, '192.0.2.1')
      const request = (authorization: string) => `REGISTER sip:${at} SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${authorization.length}${asks}
From: <sip:alice@${at}>;tag=1
To: <sip:alice@${at}>
Call-ID: keep
CSeq: ${authorization === '' ? 1 : 2} REGISTER
Contact: <sip:alice@192.0.2.1>
${authorization}Max-Forwards: 70
Content-Length: 0

`
      wire.send(request(''), at)
      await server.clock.advanceAsync(100)
      expect(wire.last).toContain(`branch=z9hG4bK0${asks}\r\n`)
      const nonce = /nonce="([^"]+)"/.exec(wire.last)?.[1] ?? ''
      const hash = (text: string) => createHash('md5').update(text).digest('hex')
      const response = hash(`${ha1.md5}:${nonce}:${hash(`REGISTER:sip:${at}`)}`)
      const digest = `Authorization: Digest username="alice", realm="test", nonce="${nonce}", uri="sip:${at}", response="${response}"\n`
      wire.send(request(digest), at)
      await server.clock.advanceAsync(100)
      expect(wire.lines.at(-1)).toBe('SIP/2.0 200 OK')
      expect(/^Via: .*$/m.exec(wire.last)?.[0]).toContain(`branch=z9hG4bK${digest.length}${told}`)
    },
  )

  it.each([
    ['a wrong password', { username: 'alice', password: 'guess' }, 401],
    ['somebody else', { username: 'mallory', password: 'secret' }, 401],
  ])('with %s is not registered', async (_who, credentials, status) => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1', { credentials })
    expect(await registered(server, phone)).toBe(status)
    expect(server.bindings.size).toBe(0)
  })

  it('may not register in the name of another number (403)', async () => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1', { user: 'main' })
    expect(await registered(server, phone)).toBe(403)
  })

  it('too brief is told the minimum (423)', async () => {
    const server = await openServer()
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1')
    expect(await registered(server, phone, 5)).toBe(423)
    expect(phone.log.filter({ status: 423 })[0]?.message.header('Min-Expires')).toBe('60')
  })

  it('hears 500 when the store is broken, and the next one is served', async () => {
    let broken = true
    const server = await openServer({
      load: () => (broken ? Promise.reject(new Error('no disk')) : []),
      save: () => undefined,
    })
    const phone = await server.open(server.network.host('192.0.2.1'), '192.0.2.1')
    expect(await registered(server, phone)).toBe(500)
    expect(server.errors).toEqual([new Error('no disk')])
    broken = false
    expect(await registered(server, phone)).toBe(200)
  })

  it('two phones that register at once are both bound', async () => {
    const bindings: Binding[][] = [[]]
    const server = await openServer({
      load: async () => bindings.at(-1) ?? [],
      save: async (_grant, next) => {
        await new Promise((resolve) => server.clock.after(50, () => resolve(undefined)))
        bindings.push([...next])
      },
    })
    const one = await server.open(server.network.host('192.0.2.1'), '192.0.2.1')
    const two = await server.open(server.network.host('192.0.2.3'), '192.0.2.3')
    const statuses = Promise.all([one.register(), two.register()])
    await server.clock.advanceAsync(1000)
    expect(await statuses).toEqual([200, 200])
    expect(
      bindings
        .at(-1)
        ?.map(({ uri }) => uri)
        .sort(),
    ).toEqual([one.contactUri, two.contactUri].sort())
  })
})
