/** A stack and a bare peer on a virtual network, for the tests of this folder. */
import { FakeClock, VirtualNetwork, VirtualWire } from '../../testing/index.ts'
import type { RequestParts, SipRequest, SipResponse } from '../message/index.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { type TransportError, TransportLayer } from '../transport/index.ts'
import type {
  ClientTransaction,
  ClientTransactionUser,
  ServerTransaction,
  ServerTransactionUser,
  TransactionUser,
} from './transaction.ts'
import { TransactionLayer } from './transaction-layer.ts'

export const OURS = '192.0.2.1'
export const PEER = '192.0.2.2'
export const toPeer = { transport: 'UDP', address: PEER, port: 5060 } as const

/** Everything its user heard, as words. */
export class Journal implements TransactionUser, ClientTransactionUser, ServerTransactionUser {
  readonly heard: string[] = []
  readonly requests: { request: SipRequest; transaction: ServerTransaction }[] = []
  /** Called with each request, after it has been noted. */
  answer: (request: SipRequest, transaction: ServerTransaction) => void = () => {}

  onRequest(request: SipRequest, transaction: ServerTransaction): void {
    this.heard.push(`${request.method}${transaction.merged ? ' merged' : ''}`)
    this.requests.push({ request, transaction })
    transaction.user = this
    this.answer(request, transaction)
  }

  onAck(): void {
    this.heard.push('ACK')
  }

  onStrayResponse(response: SipResponse): void {
    this.heard.push(`stray ${response.status}`)
  }

  onResponse(response: SipResponse): void {
    this.heard.push(`${response.status}`)
  }

  onTimeout(): void {
    this.heard.push('timeout')
  }

  onTransportError(error: TransportError): void {
    this.heard.push(error.code)
  }

  onTerminated(_transaction?: ClientTransaction): void {
    this.heard.push('end')
  }

  /** Of the last request. */
  get server(): ServerTransaction {
    return (this.requests.at(-1) as { transaction: ServerTransaction }).transaction
  }
}

export async function openStack() {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const wheel = new TimerWheel(clock)
  const transport = new TransportLayer({ network: network.host(OURS), clock: wheel })
  await transport.open([{ transport: 'UDP', address: OURS, port: 5060 }])
  const user = new Journal()
  const layer = new TransactionLayer({ transport, clock: wheel, user })
  const peer = await VirtualWire.open(network.host(PEER))
  return { clock, network, wheel, transport, user, layer, peer }
}

export function parts(method: string, more: Partial<RequestParts> = {}): RequestParts {
  return {
    method,
    uri: 'sip:desk@192.0.2.2',
    from: '<sip:caller@192.0.2.1>;tag=ours',
    to: '<sip:desk@192.0.2.2>',
    callId: 'call-1',
    cseq: 7,
    contact: '<sip:caller@192.0.2.1>',
    ...more,
  }
}

/** A request of the peer as text. */
export function written(
  method: string,
  options: { branch?: string; toTag?: string; cseq?: string; via?: string } = {},
): string {
  const { branch = 'z9hG4bKpeer1', toTag, cseq = `1 ${method}`, via } = options
  return `${method} sip:desk@${OURS} SIP/2.0
Via: ${via ?? `SIP/2.0/UDP ${PEER}:5060;branch=${branch}`}
Max-Forwards: 70
From: <sip:caller@${PEER}>;tag=theirs
To: <sip:desk@${OURS}>${toTag === undefined ? '' : `;tag=${toTag}`}
Call-ID: call-2
CSeq: ${cseq}
Contact: <sip:caller@${PEER}>
Content-Length: 0

`
}
