/** Subscriptions over the network: refused, too many, and what failures do (RFC 6665). */
import { describe, expect, it } from 'vitest'
import { openStage, states } from './notifier-fixture.ts'

describe('a SUBSCRIBE is refused', () => {
  it.each([
    ['of an unknown package (489)', 'presence', {}, 489, 'Allow-Events', 'weather'],
    ['whose time is too brief (423)', 'weather', { expires: 5 }, 423, 'Min-Expires', '60'],
    [
      'whose reader takes no such body (406)',
      'weather',
      { extra: 'Accept: text/plain\r\n' },
      406,
      'Accept',
      'text/weather',
    ],
  ])('%s', async (_what, event, options, status, header, value) => {
    const { alice, notifier, settle } = await openStage()
    const watch = alice.subscribe(event, options)
    await settle()
    expect(watch.statuses).toEqual([status])
    expect(alice.log.filter({ status })[0]?.message.header(header)).toBe(value)
    expect([notifier.size, watch.notified.length]).toEqual([0, 0])
  })

  it('without the right password (401)', async () => {
    const credentials = { username: 'alice', password: 'guess' }
    const { alice, notifier, settle } = await openStage({ phone: { credentials } })
    const watch = alice.subscribe('weather')
    await settle()
    expect(watch.statuses).toEqual([401])
    expect(notifier.size).toBe(0)
  })

  it('when there are too many already (503)', async () => {
    const { alice, settle } = await openStage({ mostSubscriptions: 1 })
    alice.subscribe('weather')
    const second = alice.subscribe('weather')
    await settle()
    expect(second.statuses).toEqual([503])
  })

  it('within a subscription when its id is another (481)', async () => {
    const { alice, settle } = await openStage()
    const watch = alice.subscribe('weather;id=1')
    await settle()
    Object.assign(watch, { parts: { ...watch.parts, event: 'weather;id=2' } })
    watch.ask(60)
    await settle()
    expect(watch.statuses).toEqual([200, 481])
  })

  it('shorter than asked is granted when it asks for more than the most', async () => {
    const { alice, settle } = await openStage({ expiry: { minimum: 60, maximum: 120, default: 90 } })
    const watch = alice.subscribe('weather', { expires: 86_400 })
    await settle()
    expect(states(watch)).toEqual(['active;expires=120'])
  })
})

describe('floods and failures', () => {
  it('the oldest of too many subscriptions of one subscriber makes room', async () => {
    const { alice, notifier, settle } = await openStage({ mostOfOne: 3 })
    const watches = []
    for (let i = 0; i < 5; i++) {
      watches.push(alice.subscribe('weather'))
      await settle()
    }
    expect(notifier.size).toBe(3)
    expect(watches.map(({ state }) => state)).toEqual([
      'terminated',
      'terminated',
      'active',
      'active',
      'active',
    ])
    expect(states(watches[0] as (typeof watches)[0]).at(-1)).toBe(
      'terminated;reason=probation;retry-after=3600',
    )
  })

  it('a NOTIFY refused with 481 ends the subscription', async () => {
    const { alice, notifier, settle } = await openStage()
    const watch = alice.subscribe('weather')
    await settle(1500)
    watch.forgotten = true
    notifier.changed('weather', 'here')
    await settle()
    expect(notifier.size).toBe(0)
  })

  it('a NOTIFY that nobody answers ends the subscription after 64 T1 (§4.2.2)', async () => {
    const { alice, notifier, userAgent, settle } = await openStage()
    alice.subscribe('weather')
    await settle(1500)
    await alice.close()
    notifier.changed('weather', 'here')
    await settle(31_000)
    expect(notifier.size).toBe(1)
    await settle(2000)
    expect(notifier.size).toBe(0)
    expect(userAgent.transactions.counts()).toMatchObject({ client: 0, timers: 0 })
  })

  it('a NOTIFY put off with Retry-After is said again then', async () => {
    const { alice, notifier, settle } = await openStage()
    const watch = alice.subscribe('weather')
    await settle(1500)
    watch.reply = { status: 500, extra: 'Retry-After: 10\r\n' }
    notifier.changed('weather', 'here')
    await settle(5000)
    watch.reply = { status: 200 }
    expect(watch.notified).toHaveLength(2)
    await settle(6000)
    expect(watch.notified).toHaveLength(3)
    expect(notifier.size).toBe(1)
  })

  it('-- with Retry-After: 0, each time --> a second apart, not as fast as the network is', async () => {
    const { alice, notifier, settle } = await openStage()
    const watch = alice.subscribe('weather')
    await settle(1500)
    watch.reply = { status: 500, extra: 'Retry-After: 0\r\n' }
    notifier.changed('weather', 'here')
    await settle(5000)
    expect(watch.notified.length).toBeLessThan(8)
    watch.reply = { status: 200 }
    await settle(2000)
    expect(notifier.size).toBe(1)
  })

  it('a state that cannot be had ends the subscription: come back later', async () => {
    const { alice, notifier, weather, errors, settle } = await openStage()
    weather.now = new Error('no window')
    const watch = alice.subscribe('weather')
    await settle()
    expect(states(watch)).toEqual(['terminated;reason=probation;retry-after=60'])
    expect([notifier.size, errors.length]).toEqual([0, 1])
  })

  it('a state that is not for the subscriber any more ends the subscription, and says nothing of it', async () => {
    const { alice, notifier, weather, errors, settle } = await openStage()
    const watch = alice.subscribe('weather')
    await settle(1500)
    weather.now = undefined
    notifier.changed('weather', 'here')
    await settle()
    expect(states(watch).at(-1)).toBe('terminated;reason=deactivated')
    expect(watch.notified.at(-1)?.body.toString()).toBe('')
    expect([notifier.size, errors.length]).toEqual([0, 0])
  })

  it('closing tells nobody, ending all tells everybody', async () => {
    const { alice, notifier, settle } = await openStage()
    const watch = alice.subscribe('weather')
    await settle()
    notifier.endAll()
    await settle()
    expect(states(watch).at(-1)).toBe('terminated;reason=deactivated')
    const again = alice.subscribe('weather')
    await settle()
    notifier.close()
    await settle(2_000_000)
    expect(again.notified).toHaveLength(1)
  })
})
