/** A phone on the network of an office; it takes every NOTIFY, asked for or not. */
import type { Network } from '@mainline/sip'
import { SipPhone, type SipPhoneOptions } from '@mainline/sip/testing'
import type { OfficeClock } from './office-clock.ts'
import { sdp } from './scripted-media.ts'

/** Where the engine of an office listens. */
export const SERVER = { address: '192.0.2.1', port: 5060 }
/** Of every phone. */
export const PASSWORD = 'correct-horse-battery'

export function openPhone(
  network: Network,
  clock: OfficeClock,
  address: string,
  options: Pick<
    SipPhoneOptions,
    'user' | 'domain' | 'credentials' | 'port' | 'supported' | 'transport' | 'believedAddress'
  > &
    Partial<Pick<SipPhoneOptions, 'server'>>,
): Promise<SipPhone> {
  const body = sdp(address, 40_000)
  return SipPhone.open({
    server: SERVER,
    ...options,
    takesNotify: true,
    network,
    clock,
    address,
    body,
  })
}
