/** Subscriptions over the network: begun, told, renewed, ended, refused, and what failures do (RFC 6665). */
import { describe, expect, it } from 'vitest'
import { FakeClock, SipPhone, type SipPhoneOptions, VirtualNetwork } from '../../testing/index.ts'
import { TransportLayer } from '../transport/transport-layer.ts'
import { computeHa1 } from './digest.ts'
import { DigestServer } from './digest-server.ts'
import type { EventPackage, SubscribeGrant } from './event-package.ts'
import { Notifier, type NotifierOptions } from './notifier.ts'
import { UserAgent } from './user-agent.ts'
import { seededText } from './user-agent-fixture.ts'

const at = '192.0.2.100'
const alice = '192.0.2.1'
/** Where Alice is, when she is behind a router. */
const inside = '10.0.0.2'
const ha1 = {
  md5: computeHa1('MD5', 'alice', 'test', 'secret'),
  sha256: computeHa1('SHA-256', 'alice', 'test', 'secret'),
}

interface Circumstances extends Partial<Pick<NotifierOptions, 'mostSubscriptions' | 'mostOfOne'>> {
  readonly grant?: Partial<SubscribeGrant>
  readonly expiry?: EventPackage['expiry']
  readonly phone?: Partial<SipPhoneOptions>
  readonly lossPercent?: number
  readonly seed?: number
  /** Alice is behind a router. */
  readonly behindNat?: boolean
}

/** A notifier of how the weather is, and Alice, who has to prove herself. */
async function openStage(circumstances: Circumstances = {}) {
  const { seed = 1, lossPercent, expiry, grant, phone, behindNat = false, ...limits } = circumstances
  const clock = new FakeClock()
  const conditions = lossPercent === undefined ? {} : { loss: lossPercent / 100 }
  const network = new VirtualNetwork({ clock, seed, conditions })
  const nat = network.nat('203.0.113.1')
  const transport = new TransportLayer({ network: network.host(at), clock })
  await transport.open([
    { transport: 'UDP', address: at, port: 5060 },
    { transport: 'TCP', address: at, port: 5060 },
  ])
  const weather = { now: 'sun' as string | Error }
  const errors: unknown[] = []
  const users = new DigestServer({ realm: 'test', clock })
  const userAgent: UserAgent = new UserAgent({
    transport,
    clock,
    random: seededText(9),
    contact: () => `<sip:${at}>`,
    handler: { onSubscribe: (request, transaction) => void notifier.handle(request, transaction) },
  })
  const notifier: Notifier = new Notifier({
    userAgent,
    packages: [
      {
        name: 'weather',
        contentType: 'text/weather',
        ...(expiry && { expiry }),
        state: (resource, version) => {
          if (weather.now instanceof Error) throw weather.now
          return `${version} ${resource} ${weather.now}`
        },
      },
    ],
    authorize: (request) => {
      const claim = users.claim(request)
      const right = claim !== undefined && users.verify(request, claim, ha1) === 'right'
      return right
        ? { resource: 'here', subscriber: 'alice', ...grant }
        : { status: 401, extra: users.challenge() }
    },
    onError: (error) => errors.push(error),
    ...limits,
  })
  const phoneOfAlice = await SipPhone.open({
    network: behindNat ? network.hostBehind(nat, inside) : network.host(alice),
    clock,
    address: behindNat ? inside : alice,
    user: 'alice',
    server: { address: at, port: 5060 },
    credentials: { username: 'alice', password: 'secret' },
    random: seededText(5),
    takesNotify: true,
    ...phone,
  })
  const settle = (milliseconds = 500) => clock.advanceAsync(milliseconds)
  return { clock, network, nat, userAgent, notifier, weather, errors, alice: phoneOfAlice, settle }
}

const states = (subscription: ReturnType<SipPhone['subscribe']>) =>
  subscription.notified.map((notify) => notify.header('Subscription-State'))

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
