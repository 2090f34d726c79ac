/** An engine on a virtual network whose ports are answered from memory; each test replaces those that it is about. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { computeHa1 } from '@mainline/sip'
import { FakeClock, SipPhone, VirtualNetwork } from '@mainline/sip/testing'
import { onTestFinished } from 'vitest'
import { Engine } from './engine.ts'
import type { EngineOptions } from './engine-options.ts'
import type { Device, DeviceLamp, EngineLog, LampSource, StoredBinding } from './ports.ts'

const SERVER = { address: '192.0.2.1', port: 5060 }

/** Nothing is known and nothing is kept. */
const empty = {
  media: {},
  plans: {
    load: async () => [],
    findExtension: async () => undefined,
    findPortal: async () => undefined,
    findOutside: async () => undefined,
  },
  devices: {
    findByUsername: async () => undefined,
    find: async () => undefined,
    registeredLast: async () => [],
  },
  trunks: { loadAll: async () => [] },
  registrations: { of: async () => [], held: async () => [], replace: async () => {} },
  messages: {},
  portal: {},
  records: { store: async () => {} },
} as unknown as EngineOptions

export async function openEngine(options: Partial<EngineOptions> = {}) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const logged: string[] = []
  const note = (_fields: object, message: string) => void logged.push(message)
  const log: EngineLog = { debug() {}, info: note, warn: note, error: note }
  const folder = await mkdtemp(join(tmpdir(), 'mainline-engine-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const engine = await Engine.open({
    ...empty,
    network: network.host(SERVER.address),
    clock,
    listen: [{ transport: 'UDP', ...SERVER }],
    host: SERVER.address,
    journalFolder: join(folder, 'journal'),
    log,
    ...options,
  })
  let closing: Promise<void> | undefined
  /** The test's end does it otherwise. */
  const close = (): Promise<void> => {
    closing ??= engine[Symbol.asyncDispose]()
    return closing
  }
  onTestFinished(close)
  const phone = async (
    user: string,
    address: string,
    options: { password?: string; port?: number; transport?: 'TCP' } = {},
  ) => {
    const { password, port = 0, transport } = options
    const opened = await SipPhone.open({
      network: network.host(address),
      clock,
      address,
      port,
      user,
      server: SERVER,
      takesNotify: true,
      ...(transport && { transport }),
      ...(password !== undefined && { credentials: { username: user, password } }),
    })
    onTestFinished(() => opened.close())
    return opened
  }
  return { engine, clock, network, logged, phone, close }
}

/** The desk phone of somebody at a site. */
export const deviceOf = (username: string, password: string): Device => {
  const realm = 'site.test'
  return {
    id: `device of ${username}`,
    numberId: `number of ${username}`,
    e164: '+442079460001',
    kind: 'ordinary',
    state: 'ACTIVE',
    name: username,
    username,
    realm,
    srtp: 'off',
    ha1Md5: computeHa1('MD5', username, realm, password),
    ha1Sha256: computeHa1('SHA-256', username, realm, password),
    operatorId: 'operator',
    siteId: 'site',
    organizationId: 'organization',
  }
}

/** Phones for each of which one message waits, by user name and address. */
export function lampsOf(phones: Readonly<Record<string, string>>): LampSource {
  const lamp = { e164: '+442079460001', domain: 'site.test', new: 1, saved: 0, used: true }
  return {
    registered: async () => Object.keys(phones),
    ofDevice: async (username): Promise<DeviceLamp> => ({ ...lamp, username }),
    bindings: async (username) => [bindingAt(username, phones[username] ?? '')],
    ofNumber: async () => undefined,
    litBy: async () => ({ organizationIds: [], devices: [] }),
    watchable: async () => undefined,
  }
}

/** A binding that never expires. */
export const bindingAt = (username: string, address: string): StoredBinding => ({
  deviceId: username,
  contact: `sip:${username}@${address}:5060`,
  callId: 'c',
  cseq: 1,
  q: 1,
  path: [],
  flow: {
    transport: 'UDP',
    localAddress: SERVER.address,
    localPort: SERVER.port,
    remoteAddress: address,
    remotePort: 5060,
    connectionId: 0,
  },
  userAgent: null,
  params: '',
  instance: null,
  regId: null,
  expiresAt: Number.MAX_SAFE_INTEGER,
})
