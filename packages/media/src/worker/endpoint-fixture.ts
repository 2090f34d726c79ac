/** An endpoint on sockets of no network. */
import { EventEmitter } from 'node:events'
import { onTestFinished } from 'vitest'
import type { FakeMediaClock } from '../../testing/fake-clock.ts'
import { Endpoint } from './endpoint.ts'
import { Pacer } from './pacer.ts'
import type { SocketPair } from './socket-pair.ts'

/** A socket of no network: what is sent by it is kept. */
export class Wire extends EventEmitter {
  readonly sent: Buffer[] = []
  send(packet: Buffer): void {
    // The buffer serves again for a later packet.
    this.sent.push(Buffer.from(packet))
  }
}

/** Serves the lease until the test ends. */
export function openEndpoint(clock: FakeMediaClock, lease: number) {
  const [rtp, rtcp] = [new Wire(), new Wire()]
  const host = {
    clock,
    pacer: new Pacer(clock),
    identity: { certificate: '', key: '' },
    onDigit() {},
    onLost() {},
    onAudio() {},
  }
  const endpoint = new Endpoint({ rtp, rtcp, port: 4000 } as unknown as SocketPair, host, false)
  endpoint.begin(lease)
  onTestFinished(() => void endpoint.end())
  return { endpoint, rtp, rtcp }
}
