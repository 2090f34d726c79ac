/** Subscriptions over the network: begun, told, renewed, ended (RFC 6665). */
import { describe, expect, it } from 'vitest'
import { openStage, states } from './notifier-fixture.ts'

describe('a subscription', () => {
  it('begins after one challenge with a NOTIFY of the state, id and time left included', async () => {
    const { alice, settle } = await openStage()
    const watch = alice.subscribe('weather;id=7', { expires: 600 })
    await settle()
    expect(watch.statuses).toEqual([200])
    expect(watch.notified).toHaveLength(1)
    expect(watch.notified[0]?.header('Event')).toBe('weather;id=7')
    expect(watch.notified[0]?.header('Content-Type')).toBe('text/weather')
    expect(states(watch)).toEqual(['active;expires=600'])
    expect(watch.body).toBe('0 here sun')
    expect(alice.log.filter({ status: 200, method: 'SUBSCRIBE' })[0]?.message.header('Expires')).toBe('600')
  })

  it('hears changes at once, and no more than one a second', async () => {
    const { alice, notifier, weather, settle } = await openStage()
    const watch = alice.subscribe('weather')
    await settle(1500)
    for (const now of ['rain', 'hail', 'snow']) {
      weather.now = now
      notifier.changed('weather', 'here')
    }
    notifier.changed('weather', 'there')
    await settle(200)
    expect(watch.body).toBe('1 here rain')
    await settle(1000)
    expect(watch.body).toBe('2 here snow')
    await settle(5000)
    expect(watch.notified).toHaveLength(3)
  })

  it('is renewed from elsewhere --> told there', async () => {
    const { alice, nat, notifier, weather, settle } = await openStage({ behindNat: true })
    const watch = alice.subscribe('weather')
    await settle()
    nat.rebind()
    expect(await Promise.all([watch.ask(600), settle()])).toEqual([200, undefined])
    weather.now = 'rain'
    notifier.changed('weather', 'here')
    await settle(2000)
    expect(watch.notified).toHaveLength(3)
    expect(watch.body).toBe('2 here rain')
  })

  it('is renewed from elsewhere, with a NOTIFY on its way to where it was --> told at once, and kept', async () => {
    const { alice, nat, notifier, weather, settle } = await openStage({ behindNat: true })
    const watch = alice.subscribe('weather')
    await settle(2000)
    nat.rebind()
    weather.now = 'rain'
    notifier.changed('weather', 'here')
    await settle(5000)
    expect(watch.notified).toHaveLength(1)
    watch.ask(600)
    await settle()
    expect(watch.body).toBe('2 here rain')
    await settle(40_000)
    expect(notifier.size).toBe(1)
  })

  it('is renewed for more time, and tells the state again', async () => {
    const { alice, settle } = await openStage()
    const watch = alice.subscribe('weather', { expires: 100 })
    await settle(90_000)
    watch.ask(100)
    await settle(90_000)
    expect(watch.state).toBe('active')
    expect(states(watch).at(-1)).toBe('active;expires=100')
    expect(watch.notified).toHaveLength(2)
  })

  it('expires with a NOTIFY that says so, and holds nothing', async () => {
    const { alice, notifier, userAgent, settle } = await openStage()
    const watch = alice.subscribe('weather', { expires: 100 })
    await settle(101_000)
    expect(states(watch).at(-1)).toBe('terminated;reason=timeout')
    await settle(60_000)
    expect(notifier.size).toBe(0)
    expect(userAgent.transactions.counts()).toMatchObject({ client: 0, server: 0, timers: 0 })
  })

  it('is ended by its subscriber with zero seconds', async () => {
    const { alice, notifier, settle } = await openStage()
    const watch = alice.subscribe('weather')
    await settle()
    watch.ask(0)
    await settle()
    expect(watch.state).toBe('terminated')
    expect(watch.body).toBe('1 here sun')
    expect(notifier.size).toBe(0)
    watch.ask(60)
    await settle()
    expect(watch.statuses).toEqual([200, 200, 481])
  })

  it('of zero seconds from the start is one look (§4.4.3)', async () => {
    const { alice, notifier, settle } = await openStage()
    const look = alice.subscribe('weather', { expires: 0 })
    await settle()
    expect(states(look)).toEqual(['terminated;reason=timeout'])
    expect(look.body).toBe('0 here sun')
    expect(notifier.size).toBe(0)
  })

  it('that nobody has decided on tells no state until it is approved (§4.1.2.2)', async () => {
    const { alice, notifier, settle } = await openStage({ grant: { pending: true } })
    const watch = alice.subscribe('weather', { expires: 600 })
    await settle()
    expect(states(watch)).toEqual(['pending;expires=600'])
    expect(watch.body).toBe('')
    notifier.changed('weather', 'here')
    await settle(2000)
    expect(watch.notified).toHaveLength(1)
    notifier.approve('weather', 'here')
    await settle()
    expect(watch.state).toBe('active')
    expect(watch.body).toBe('1 here sun')
  })

  it.each(['rejected', 'noresource', 'deactivated'] as const)(
    'ended by the notifier as %s says why, without state',
    async (why) => {
      const { alice, notifier, settle } = await openStage()
      const watch = alice.subscribe('weather')
      await settle()
      notifier.end('weather', 'here', why, 'bob')
      await settle()
      expect(watch.state).toBe('active')
      notifier.end('weather', 'here', why, 'alice')
      await settle()
      expect(states(watch).at(-1)).toBe(`terminated;reason=${why}`)
      expect(watch.body).toBe('')
    },
  )

  it('over TCP is told over the connection it came by', async () => {
    const { alice, notifier, settle } = await openStage({ phone: { transport: 'TCP' } })
    const watch = alice.subscribe('weather')
    await settle(1500)
    notifier.changed('weather', 'here')
    await settle()
    expect(watch.notified).toHaveLength(2)
  })

  it.each([
    [true, 1],
    [false, 0],
  ])(
    'of a Contact at another host is told where it came from, if confined to that (%s)',
    async (confined, told) => {
      const { alice, settle } = await openStage({
        grant: { confined },
        phone: { believedAddress: '198.51.100.77' },
      })
      const watch = alice.subscribe('weather')
      await settle()
      expect(watch.notified).toHaveLength(told)
    },
  )

  it('is as good on a network that loses every fifth message', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { alice, notifier, weather, settle } = await openStage({ lossPercent: 20, seed })
      const watch = alice.subscribe('weather')
      await settle(32_000)
      weather.now = 'rain'
      notifier.changed('weather', 'here')
      await settle(32_000)
      expect(watch.body).toMatch(/rain$/)
      expect(notifier.size).toBe(1)
    }
  })
})
