/** A notifier on a virtual network, and a phone that subscribes. */
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
export async function openStage(circumstances: Circumstances = {}) {
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
  const weather = { now: 'sun' as string | Error | undefined }
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
          return weather.now && `${version} ${resource} ${weather.now}`
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

/** What the subscriber was told of the subscription itself, oldest first. */
export const states = (subscription: ReturnType<SipPhone['subscribe']>) =>
  subscription.notified.map((notify) => notify.header('Subscription-State'))
