import { FakeClock } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import { EmergencyMemory } from './emergency-memory.ts'
import { deviceOf } from './engine-fixture.ts'
import { type Device, type OutsideAccess, silentLog } from './ports.ts'

const maya = deviceOf('maya', 'maya')
const access = (mainE164: string) => ({ mainE164 }) as OutsideAccess
const away = () => Promise.reject(new Error('the database is away'))

function openMemory(capacity = 10) {
  const clock = new FakeClock()
  const asked: string[] = []
  const source = {
    findByUsername: async (_: string): Promise<Device | undefined> => maya,
    find: async (_: string): Promise<Device | undefined> => maya,
    registeredLast: async (): Promise<readonly Device[]> => [],
    findOutside: async (_: string): Promise<OutsideAccess | undefined> => access('+441'),
  }
  const memory = new EmergencyMemory({
    devices: {
      find: (id) => {
        asked.push(id)
        return source.find(id)
      },
      registeredLast: () => source.registeredLast(),
      findByUsername: (name) => source.findByUsername(name),
    },
    plans: {
      findOutside: (siteId, organizationId) => {
        asked.push(`${siteId} ${organizationId}`)
        return source.findOutside(siteId)
      },
    },
    clock,
    log: silentLog,
    track: () => {},
    capacity,
  })
  const goAway = (how: () => Promise<never> = away) =>
    Object.assign(source, { findByUsername: how, find: how, registeredLast: how, findOutside: how })
  return { memory, clock, source, asked, goAway }
}

describe('phones that proved who they are', () => {
  it('are known with their site while the database is away', async () => {
    const { memory, clock, goAway } = openMemory()
    memory.remember(maya)
    await clock.settle()
    goAway()
    expect(await memory.device('maya')).toEqual(maya)
    expect(await memory.access(maya)).toEqual(access('+441'))
    expect(await memory.device('tom'), 'nobody can say whether there is one').toBeNull()
  })

  it('are asked about as long as the database answers', async () => {
    const { memory, source } = openMemory()
    memory.remember(maya)
    Object.assign(source, { findByUsername: async () => undefined })
    expect(await memory.device('maya')).toBeUndefined()
  })

  it('at another engine are known here as well, and asked about once', async () => {
    const { memory, clock, asked, goAway } = openMemory()
    memory.rememberElsewhere(maya.id)
    await clock.settle()
    memory.rememberElsewhere(maya.id)
    await clock.settle()
    expect(asked).toEqual([maya.id, 'site organization'])
    goAway()
    expect(await memory.device('maya')).toEqual(maya)
    expect(await memory.access(maya)).toEqual(access('+441'))
  })

  it('at another engine while nobody heard of it are known once news may have been missed', async () => {
    const { memory, clock, source, goAway } = openMemory()
    const tom = deviceOf('tom', 'tom')
    Object.assign(source, { registeredLast: async () => [tom, { ...maya, ha1Md5: 'read earlier' }] })
    memory.remember(maya)
    memory.uncertain()
    await clock.settle()
    goAway()
    expect(await memory.device('tom')).toEqual(tom)
    expect(await memory.device('maya')).toEqual(maya)
  })

  it('of one site and organization are one question; of another organization there is another', async () => {
    const { memory, clock, asked } = openMemory()
    memory.remember(maya)
    memory.remember(deviceOf('tom', 'tom'))
    memory.remember({ ...deviceOf('ann', 'ann'), organizationId: 'other' })
    await clock.settle()
    memory.remember(maya)
    await clock.settle()
    expect(asked).toEqual(['site organization', 'site other'])
  })

  it('give way to those heard of later where there is no more room; a page at a reception takes none', async () => {
    const { memory } = openMemory(2)
    for (const name of ['maya', 'tom', 'maya', 'ann']) memory.remember(deviceOf(name, name))
    memory.remember({ ...deviceOf('seat', 'seat'), kind: 'seat' })
    const known = ['maya', 'tom', 'ann', 'seat'].filter((name) => memory.rememberedDevice(name))
    expect(known).toEqual(['maya', 'ann'])
  })
})

describe('what changes', () => {
  const change = { kind: 'device', id: maya.id, siteId: 'site', numbers: [maya.e164] }

  it.each([
    ['a phone with another password is known by it', { ...maya, ha1Md5: 'other' }],
    ['a phone that is gone is forgotten', undefined],
  ])('%s', async (_, now) => {
    const { memory, clock, source } = openMemory()
    memory.remember(maya)
    Object.assign(source, { findByUsername: async () => now })
    memory.changed(change)
    await clock.settle()
    expect(memory.rememberedDevice('maya')).toEqual(now)
  })

  it('stays as it was known when the database goes away with it', async () => {
    const { memory, clock, goAway } = openMemory()
    memory.remember(maya)
    await clock.settle()
    goAway()
    memory.changed({ ...change, numbers: null })
    memory.changed({ kind: 'site', id: 'site', siteId: 'site', numbers: null })
    await clock.settle()
    expect(memory.rememberedDevice('maya')).toEqual(maya)
    expect(await memory.access(maya)).toEqual(access('+441'))
  })

  it.each([
    [
      'of its site',
      (memory: EmergencyMemory) =>
        memory.changed({ kind: 'site', id: 'site', siteId: 'site', numbers: null }),
    ],
    ['that may have been missed', (memory: EmergencyMemory) => memory.uncertain()],
  ])('is read anew %s', async (_, tell) => {
    const { memory, clock, source, goAway } = openMemory()
    memory.remember(maya)
    await clock.settle()
    Object.assign(source, { findOutside: async () => access('+442') })
    tell(memory)
    await clock.settle()
    goAway()
    expect(await memory.access(maya)).toEqual(access('+442'))
  })
})

describe('a database that is silent', () => {
  it('is waited for two seconds, once; ten seconds later it is asked again', async () => {
    const { memory, clock, goAway, source } = openMemory()
    memory.remember(maya)
    await clock.settle()
    goAway(() => new Promise(() => {}))
    const begun = clock.now()
    const found = memory.device('maya').then((device) => [device, clock.now() - begun])
    await clock.advanceAsync(2_000)
    expect(await found).toEqual([maya, 2_000])
    expect(await memory.access(maya)).toEqual(access('+441'))
    expect(await memory.inTime(async () => 'asked')).toBeUndefined()

    await clock.advanceAsync(10_000)
    Object.assign(source, { findOutside: async () => access('+442') })
    expect(await memory.access(maya)).toEqual(access('+442'))
  })
})
