import { parseMessage, Registrar, type SipRequest } from '@mainline/sip'
import { FakeClock } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import type { Authentication } from './authentication.ts'
import { DeviceRegistrar } from './device-registrar.ts'
import type { Location } from './location.ts'
import { NatPaths } from './nat-paths.ts'
import type { PlanCache } from './plan-cache.ts'
import type { Device, RegistrationStore, StoredBinding } from './ports.ts'

const registerFrom = (address: string) =>
  parseMessage(
    Buffer.from(
      [
        'REGISTER sip:office.example SIP/2.0',
        `Via: SIP/2.0/UDP ${address};branch=z9hG4bK${address}`,
        'From: <sip:maya@office.example>;tag=1',
        'To: <sip:maya@office.example>',
        `Call-ID: ${address}`,
        'CSeq: 1 REGISTER',
        `Contact: <sip:maya@${address}>`,
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    ),
  ) as SipRequest

it('two handsets of one account register at the same moment -- both are stored under its name, one after the other', async () => {
  const located: unknown[] = []
  const stored: StoredBinding[][] = [[]]
  const anew: boolean[] = []
  const store = new DeviceRegistrar({
    authentication: {
      authenticate: async () => ({
        device: { id: 'device', username: 'maya', srtp: 'required', kind: 'ordinary', state: 'ACTIVE' },
      }),
    } as unknown as Authentication,
    plans: {} as PlanCache,
    location: {
      replace: ({ id, username, srtp }: Device, bindings: readonly StoredBinding[]) =>
        located.push([id, username, srtp, bindings.length]),
    } as unknown as Location,
    store: {
      of: async () => stored.at(-1) ?? [],
      replace: async (_id: string, bindings: StoredBinding[]) => void stored.push(bindings),
    } as unknown as RegistrationStore,
    natPaths: new NatPaths({ clock: new FakeClock(), keepOpen: () => {} }),
    registered: (_id, isAnew) => anew.push(isAnew),
  })
  const registrar = new Registrar({
    clock: new FakeClock(),
    store,
    authorize: (request, flow) => store.authorize(request, flow),
    onError: (error) => {
      throw error
    },
  })
  const answers: number[] = []
  const register = (address: string) =>
    registrar.handle(registerFrom(address), {
      flow: { transport: 'UDP', remoteAddress: address, remotePort: 5060 },
      respond: ({ status }: { status: number }) => answers.push(status),
    } as never)
  await Promise.all(['192.0.2.1', '192.0.2.2'].map(register))
  expect(answers).toEqual([200, 200])
  expect(located).toEqual([
    ['device', 'maya', 'required', 1],
    ['device', 'maya', 'required', 2],
  ])
  expect(anew).toEqual([true, true])
})
