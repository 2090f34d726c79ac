/** A phone's registration as a registrar writes it. */
import type { Registration } from '../src/registrations.ts'

/** By UDP, and good for an hour. @param more what matters to the test */
export const bindingOf = (deviceId: string, more: Partial<Registration> = {}): Registration => ({
  deviceId,
  contact: 'sip:desk@192.0.2.9',
  callId: 'c',
  cseq: 1,
  q: 1,
  path: [],
  flow: {
    transport: 'UDP',
    localAddress: '192.0.2.1',
    localPort: 5060,
    remoteAddress: '192.0.2.9',
    remotePort: 5060,
    connectionId: 0,
  },
  userAgent: null,
  params: '',
  instance: null,
  regId: null,
  engineId: null,
  expiresAt: Date.now() + 3_600_000,
  ...more,
})
