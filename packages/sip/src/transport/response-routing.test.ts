import { describe, expect, it } from 'vitest'
import { parseVia } from '../message/index.ts'
import type { Flow } from './flow.ts'
import { responseRoute } from './response-routing.ts'

const flow: Flow = {
  transport: 'UDP',
  localAddress: '192.0.2.1',
  localPort: 5060,
  remoteAddress: '198.51.100.9',
  remotePort: 40_000,
  connectionId: 0,
}

const rows: [via: string, transport: Flow['transport'], route: string][] = [
  ['SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKa', 'UDP', '198.51.100.9 5060'],
  ['SIP/2.0/UDP 192.0.2.2:5070;branch=z9hG4bKa', 'UDP', '198.51.100.9 5070'],
  ['SIP/2.0/UDP 192.0.2.2:5070;rport;branch=z9hG4bKa', 'UDP', '198.51.100.9 40000'],
  ['SIP/2.0/UDP 192.0.2.2:5070;rport=1;branch=z9hG4bKa', 'UDP', '198.51.100.9 40000'],
  ['SIP/2.0/UDP 192.0.2.2:5070;received=203.0.113.1;branch=z9hG4bKa', 'UDP', '198.51.100.9 5070'],
  ['SIP/2.0/UDP 192.0.2.2:5070;maddr=192.0.2.77;branch=z9hG4bKa', 'UDP', '192.0.2.77 5070'],
  ['SIP/2.0/UDP [2001:db8::2];maddr=[2001:db8::77];branch=z9hG4bKa', 'UDP', '2001:db8::77 5060'],
  ['SIP/2.0/UDP 192.0.2.2;maddr=name.example;branch=z9hG4bKa', 'UDP', '198.51.100.9 5060'],
  ['SIP/2.0/TCP 192.0.2.2;branch=z9hG4bKa', 'TCP', '198.51.100.9 5060'],
  ['SIP/2.0/TCP 192.0.2.2:5070;rport;branch=z9hG4bKa', 'TCP', '198.51.100.9 5070'],
  ['SIP/2.0/TLS 192.0.2.2;branch=z9hG4bKa', 'TLS', '198.51.100.9 5061'],
]

describe('response routing (RFC 3261 §18.2.2, RFC 3581 §4)', () => {
  for (const [text, transport, expected] of rows) {
    it(`${text} from 198.51.100.9:40000 --> ${expected}`, () => {
      const via = parseVia(text)
      if (via === undefined) throw new Error(text)
      const { address, port } = responseRoute(via, { ...flow, transport })
      expect(`${address} ${port}`).toBe(expected)
    })
  }
})
