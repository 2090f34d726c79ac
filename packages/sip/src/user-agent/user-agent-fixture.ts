/** For tests: two phones on a virtual network, and a bare peer. */
import {
  FakeClock,
  SipPhone,
  type SipPhoneOptions,
  VirtualNetwork,
  VirtualWire,
  type WireEntry,
} from '../../testing/index.ts'
import { seededRandom } from '../../testing/seeded-random.ts'

export const alice = '192.0.2.1'
export const bob = '192.0.2.2'

export interface Stage {
  readonly clock: FakeClock
  readonly network: VirtualNetwork
  readonly alice: SipPhone
  readonly bob: SipPhone
}

/** Unguessable text that is the same in every run. */
export function seededText(seed: number): () => string {
  const random = seededRandom(seed)
  return () =>
    Math.floor(random() * 36 ** 10)
      .toString(36)
      .padStart(10, '0')
}

/** Alice and Bob, each the other's server. */
export async function openStage(
  conditions: ConstructorParameters<typeof VirtualNetwork>[0]['conditions'] = {},
  seed = 1,
  options: { alice?: Partial<SipPhoneOptions>; bob?: Partial<SipPhoneOptions> } = {},
): Promise<Stage> {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock, seed, conditions })
  const open = (user: string, address: string, server: string, more?: Partial<SipPhoneOptions>) =>
    SipPhone.open({
      network: network.host(address),
      clock,
      address,
      port: 5060,
      user,
      server: { address: server, port: 5060 },
      random: seededText(seed + user.length),
      ...more,
    })
  return {
    clock,
    network,
    alice: await open('alice', alice, bob, options.alice),
    bob: await open('bob', bob, alice, options.bob),
  }
}

/** Nothing lives on. */
export const silence = {
  calls: { dialogs: 0, calls: 0 },
  transactions: { inviteServer: 0, inviteClient: 0, server: 0, client: 0, timers: 0 },
}

/** What a phone still holds. */
export function held(phone: SipPhone) {
  return { calls: phone.userAgent.counts(), transactions: phone.userAgent.transactions.counts() }
}

/** A peer without a stack, that sends whatever a test writes. */
export function openWire(network: VirtualNetwork, address: string): Promise<VirtualWire> {
  return VirtualWire.open(network.host(address))
}

/** A request as one of its forks got it: what answers it has that To tag. */
export function forked(request: WireEntry | undefined, tag: string): WireEntry {
  if (request === undefined) throw new Error('no such request')
  return { ...request, text: request.text.replace(/^To: .*$/m, (to) => `${to};tag=${tag}`) }
}
