import type { SipPhone } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import { deviceOf, lampsOf, openEngine } from './engine-fixture.ts'

describe('a phone registers while the database is away', () => {
  it('is told so by 500, and whoever reads the log learns of it', async () => {
    const { clock, logged, phone } = await openEngine({
      devices: {
        find: async () => undefined,
        registeredLast: async () => [],
        findByUsername: () => Promise.reject(new Error('the database is away')),
      },
    })
    const maya = await phone('maya', '192.0.2.11')
    const registered = maya.register()
    await clock.advanceAsync(10)
    expect(await registered).toBe(500)
    expect(logged).toEqual(['a phone could not be registered'])
  })
})

describe('a phone that registered before the engine started calls for help while the database is away (C15)', () => {
  const maya = { find: async () => undefined, registeredLast: async () => [deviceOf('maya', 'maya')] }
  const away = { findByUsername: () => Promise.reject(new Error('the database is away')) }

  it.each([
    ['maya', { id: 'device of maya' }],
    ['guessed', undefined],
  ])('with the password %s it is %j', async (password, known) => {
    const told: object[] = []
    const outsideCalls = {
      emergency: async (call: object) => void told.push(call),
      unreached: async () => {},
      limitReached: async () => {},
    }
    const { clock, phone } = await openEngine({
      devices: { ...maya, ...away },
      media: { open: () => undefined, revive: () => undefined },
      outsideCalls,
    })
    void (await phone('maya', '192.0.2.11', { password })).call('999')
    await clock.advanceAsync(10)
    expect(told).toMatchObject(known === undefined ? [] : [{ number: '999', device: known }])
  })
})

describe('somebody guesses passwords behind the NAT of a building (C2)', () => {
  const building = '192.0.2.11'

  async function openBuilding() {
    const told: object[] = []
    const opened = await openEngine({
      devices: {
        find: async () => undefined,
        registeredLast: async () => [],
        findByUsername: async (name) => (['maya', 'tom'].includes(name) ? deviceOf(name, name) : undefined),
      },
      media: { open: () => undefined, revive: () => undefined },
      outsideCalls: {
        emergency: async (call) => void told.push(call),
        unreached: async () => {},
        limitReached: async () => {},
      },
    })
    const { clock, phone } = opened
    const registers = async (one: SipPhone) => {
      const registered = one.register()
      await clock.advanceAsync(10)
      return registered
    }
    const register = async (user: string, address: string, password = user) =>
      registers(await phone(user, address, { password }))
    /** Without a challenge of ours: anybody can send that, from any source. */
    const forge = async (user: string, times: number) => {
      const liar = await phone(user, building)
      for (let i = 0; i < times; i += 1) {
        void liar.sendRegister(`${forged(user)}Contact: <sip:x@${building}>\r\n`)
        await clock.advanceAsync(10)
      }
    }
    return { ...opened, told, registers, register, forge }
  }

  const forged = (user: string) =>
    `Authorization: Digest username="${user}", realm="site.test", nonce="x", uri="sip:192.0.2.1", response="${'0'.repeat(32)}", algorithm=MD5\r\n`

  it('is not heard any more in that name; other phones behind it are, and the phone of that name elsewhere', async () => {
    const { clock, logged, register } = await openBuilding()
    expect(await register('maya', building)).toBe(200)

    const statuses: number[] = []
    for (let i = 0; i < 52; i += 1) statuses.push(await register('tom', building, `guess ${i}`))
    expect(statuses).toEqual([...Array(50).fill(401), 503, 503])
    expect(logged).toEqual(['refused for a while in this name after wrong passwords'])

    expect(await register('maya', building)).toBe(200)
    expect(await register('tom', '192.0.2.12')).toBe(200)
    await clock.advanceAsync(300_000)
    expect(await register('tom', building)).toBe(200)
  })

  it('by one port no more than ten are looked at, and the phone of that name comes by another', async () => {
    const { registers, register, phone } = await openBuilding()
    expect(await register('maya', building)).toBe(200)
    const guesser = await phone('tom', building, { password: 'guess' })
    const statuses: number[] = []
    for (let i = 0; i < 12; i += 1) statuses.push(await registers(guesser))
    expect(statuses).toEqual([...Array(10).fill(401), 503, 503])
    expect(await register('tom', building)).toBe(200)
  })

  it('the phone of that name goes on where it has registered, and any phone calls for help', async () => {
    const { clock, registers, register, phone, told } = await openBuilding()
    const tom = await phone('tom', building, { password: 'tom' })
    expect(await registers(tom)).toBe(200)
    for (let i = 0; i < 50; i += 1) await register('tom', building, `guess ${i}`)
    expect(await register('tom', building)).toBe(503)
    expect(await registers(tom)).toBe(200)
    void (await phone('tom', building, { password: 'tom' })).call('999')
    await clock.advanceAsync(10)
    expect(told).toMatchObject([{ number: '999' }])
  })

  it('whoever has had no challenge of ours keeps nobody from anything, however often it says a name', async () => {
    const { logged, register, forge } = await openBuilding()
    await forge('tom', 60)
    expect(await register('tom', building)).toBe(200)
    await forge('tom', 60)
    expect(await register('tom', building)).toBe(200)
    expect(logged).toEqual([])
  })

  it('a stranger’s address is shut out altogether, but for calls for help', async () => {
    const { engine, clock, logged, phone, told, register } = await openBuilding()
    for (let i = 0; i < 10; i += 1) void (await register('tom', building, `guess ${i}`))
    expect(logged).toEqual(['shut out after repeated failed authentication'])
    expect(engine.counters().droppedMessages).toBe(0)
    const tom = await phone('tom', building, { password: 'tom' })
    void tom.register()
    await clock.advanceAsync(10)
    expect(engine.counters().droppedMessages).toBeGreaterThan(0)
    void tom.call('112')
    await clock.advanceAsync(10)
    expect(told).toMatchObject([{ number: '112' }])
  })
})

it('registrations are counted while they hold, not the devices that ever had one', async () => {
  const { engine, clock, phone } = await openEngine({
    devices: {
      find: async () => undefined,
      registeredLast: async () => [],
      findByUsername: async (name) => deviceOf(name, name),
    },
  })
  const open = (name: string, address: string) => phone(name, address, { password: name })
  const [maya, tom] = [await open('maya', '192.0.2.11'), await open('tom', '192.0.2.12')]
  const register = async (one: SipPhone, seconds: number) => {
    const registered = one.register(seconds)
    await clock.advanceAsync(10)
    expect(await registered).toBe(200)
    return engine.counters().registrations
  }
  expect(await register(maya, 600)).toBe(1)
  expect(await register(tom, 300)).toBe(2)
  expect(await register(maya, 0)).toBe(1)
  await clock.advanceAsync(300_000)
  expect(engine.counters().registrations).toBe(0)
})

it('the realm of a challenge tells no stranger who dials an address which names there are (C2)', async () => {
  const { clock, phone } = await openEngine({
    devices: {
      find: async () => undefined,
      registeredLast: async () => [],
      findByUsername: async (name) => (name === 'tom' ? deviceOf(name, name) : undefined),
    },
  })
  const realmFor = async (user: string) => {
    const asked = (await phone(user, '192.0.2.11')).sendRegister('Contact: <sip:x@192.0.2.11>\r\n')
    await clock.advanceAsync(10)
    return /realm="([^"]+)"/.exec((await asked).response?.text ?? '')?.[1]
  }
  expect(await realmFor('tom')).toBe('site.test')
  for (const nobody of ['nobody', 'guess', 'london-9999']) expect(await realmFor(nobody)).toBe('site.test')
})

describe('connections of one address (C2)', () => {
  const building = '192.0.2.11'
  const server = { address: '192.0.2.1', port: 5060 } as const

  async function open() {
    const opened = await openEngine({
      listen: [{ transport: 'TCP', ...server }],
      connectionLimits: { connectionsPerSource: 2 },
      devices: {
        find: async () => undefined,
        registeredLast: async () => [],
        findByUsername: async (name) => (name.startsWith('tom') ? deviceOf(name, name) : undefined),
      },
    })
    const register = async (user: string, password = user) => {
      const registered = (await opened.phone(user, building, { password, transport: 'TCP' })).register()
      await opened.clock.advanceAsync(200)
      return registered
    }
    return { ...opened, register }
  }

  it('phones that have proved who they are have as many as they are', async () => {
    const { engine, register } = await open()
    for (let n = 0; n < 6; n += 1) expect(await register(`tom-${n}`)).toBe(200)
    expect(engine.counters().connections).toBe(6)
  })

  it('who has proved nothing has so many, beside theirs', async () => {
    const { engine, clock, phone, register } = await open()
    for (let n = 0; n < 3; n += 1) await register(`tom-${n}`)
    for (let n = 0; n < 2; n += 1) expect(await register('tom', 'guess')).toBe(401)
    const cutOff = await phone('tom', building, { password: 'guess', transport: 'TCP' })
    void cutOff.register()
    await clock.advanceAsync(200)
    expect(cutOff.log.filter({ direction: 'received' })).toEqual([])
    expect(engine.counters().connections).toBe(5)
  })
})

describe('phones that do not answer when all are told of their messages', () => {
  /** Forty phones that are switched off, then Maya's. */
  const phones = {
    ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`silent${n}`, `192.0.2.${100 + n}`])),
    maya: '192.0.2.11',
  }

  it('are waited for sixteen at a time: those that come later are not told minutes later', async () => {
    const { engine, clock, network, phone } = await openEngine({ lamps: lampsOf(phones) })
    const maya = await phone('maya', '192.0.2.11', { port: 5060 })
    engine.changes.lampsUncertain()
    await clock.advanceAsync(400)
    expect(network.datagrams.sent).toBe(16)
    await clock.advanceAsync(65_000)
    expect(maya.unsolicited).toHaveLength(1)
  })

  it('hold up no stop', async () => {
    const { engine, clock, network, close } = await openEngine({ lamps: lampsOf(phones) })
    engine.changes.lampsUncertain()
    await clock.advanceAsync(10)
    const stopped = engine.drain(0).then(() => close())
    await clock.advanceAsync(0)
    await stopped
    expect(clock.now()).toBe(10)
    expect(network.datagrams.sent).toBe(16)
  })

  it('nor one that comes without a warning', async () => {
    const { engine, clock, close } = await openEngine({ lamps: lampsOf(phones) })
    engine.changes.lampsUncertain()
    await clock.advanceAsync(10)
    await close()
    expect(clock.now()).toBe(10)
  })

  it('nor are the others told of anything once it stops', async () => {
    const { engine, clock } = await openEngine({ lamps: lampsOf(phones) })
    engine.changes.lampsUncertain()
    await clock.advanceAsync(10)
    await engine.drain(0)
    await clock.advanceAsync(33_000)
    expect(engine.counters().transactions.client).toBe(0)
  })
})
