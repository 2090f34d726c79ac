/** A server with a registrar on the virtual network, and phones that have a password there (RFC 3261 §10, §22). */
import { FakeClock, SipPhone, type SipPhoneOptions, VirtualNetwork } from '../../testing/index.ts'
import type { Destination, Flow } from '../transport/flow.ts'
import type { Network } from '../transport/network.ts'
import { TransportLayer } from '../transport/transport-layer.ts'
import type { IncomingCall } from './call.ts'
import { computeHa1 } from './digest.ts'
import { DigestServer } from './digest-server.ts'
import { type BindingStore, Registrar } from './registrar.ts'
import { addressOfRecord, type Binding } from './registrar-rules.ts'
import { UserAgent } from './user-agent.ts'
import { seededText } from './user-agent-fixture.ts'

/** Where the server is. */
export const at = '192.0.2.100'
/** What the server keeps of alice's password. */
export const ha1 = {
  md5: computeHa1('MD5', 'alice', 'test', 'secret'),
  sha256: computeHa1('SHA-256', 'alice', 'test', 'secret'),
}

const isTcp = (towards: Flow | Destination) =>
  'flow' in towards ? towards.flow.transport === 'TCP' : 'transport' in towards && towards.transport === 'TCP'

/** A server with one user, alice, who has to prove herself for REGISTER and INVITE. */
export async function openServer(store?: BindingStore) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const transport = new TransportLayer({ network: network.host(at), clock })
  await transport.open([
    { transport: 'UDP', address: at, port: 5060 },
    { transport: 'TCP', address: at, port: 5060 },
  ])
  const bindings = new Map<string, readonly Binding[]>()
  const errors: unknown[] = []
  const users = new DigestServer({ realm: 'test', clock })
  const callers = new DigestServer({ realm: 'test', clock, kind: 'proxy' })
  const incoming: IncomingCall[] = []
  const registrar = new Registrar({
    clock,
    store: store ?? {
      load: ({ addressOfRecord }) => bindings.get(addressOfRecord) ?? [],
      save: ({ addressOfRecord }, next) => void bindings.set(addressOfRecord, next),
    },
    authorize: (request) => {
      const claim = users.claim(request)
      if (claim === undefined) return { status: 401, extra: users.challenge() }
      const verdict = users.verify(request, claim, claim.username === 'alice' ? ha1 : undefined)
      if (verdict !== 'right') return { status: 401, extra: users.challenge(verdict === 'stale') }
      const address = addressOfRecord(request.to.uri)
      return address === `sip:alice@${at}` ? { addressOfRecord: address } : { status: 403 }
    },
    onError: (error) => errors.push(error),
  })
  const userAgent = new UserAgent({
    transport,
    clock,
    random: seededText(9),
    contact: (towards) => (isTcp(towards) ? `<sip:${at};transport=tcp>` : `<sip:${at}>`),
    handler: {
      onRegister: (request, transaction) => void registrar.handle(request, transaction),
      onInvite: (call) => {
        const claim = callers.claim(call.request)
        const right = claim !== undefined && callers.verify(call.request, claim, ha1) === 'right'
        if (!right) call.reject({ status: 407, extra: callers.challenge() })
        else {
          incoming.push(call)
          call.answer({ status: 200, contentType: 'application/sdp', body: 'v=0\r\n' })
        }
      },
    },
  })
  const open = (host: Network, address: string, more: Partial<SipPhoneOptions> = {}) =>
    SipPhone.open({
      network: host,
      clock,
      address,
      user: 'alice',
      server: { address: at, port: 5060 },
      credentials: { username: 'alice', password: 'secret' },
      ...more,
    })
  return { clock, network, transport, userAgent, registrar, bindings, errors, incoming, open }
}

export type Server = Awaited<ReturnType<typeof openServer>>

/** Registers the phone. @returns the status of the last response */
export async function registered(server: Server, phone: SipPhone, expires?: number): Promise<number> {
  const status = phone.register(expires)
  await server.clock.advanceAsync(500)
  return status
}
