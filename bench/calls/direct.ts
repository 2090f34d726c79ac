/** No server at all: the caller dials the phone. What sipp itself adds to a set-up time is measured here. */
import { type LoadTarget, PHONE_ADDRESS } from './bench-server.ts'

export function directTarget(phonePort: number): LoadTarget {
  return {
    label: 'direct',
    pid: process.pid,
    target: `${PHONE_ADDRESS}:${phonePort}`,
    phonePorts: [phonePort],
    dial: { w1: ['1000'], w2: ['2000'] },
    leftOver: async () => ({}),
  }
}
