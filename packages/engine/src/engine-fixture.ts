/** An engine on a virtual network whose ports are answered from memory; each test replaces those that it is about. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FakeClock, SipPhone, VirtualNetwork } from '@mainline/sip/testing'
import { onTestFinished } from 'vitest'
import { Engine } from './engine.ts'
import type { EngineOptions } from './engine-options.ts'
import type { EngineLog } from './ports.ts'

const SERVER = { address: '192.0.2.1', port: 5060 }

/** Nothing is known and nothing is kept. */
const empty = {
  media: {},
  plans: { load: async () => [], findExtension: async () => undefined, findPortal: async () => undefined },
  devices: { findByUsername: async () => undefined },
  trunks: { loadAll: async () => [] },
  registrations: { of: async () => [], recentUsernames: async () => [], replace: async () => {} },
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
  const phone = async (user: string, address: string) => {
    const opened = await SipPhone.open({
      network: network.host(address),
      clock,
      address,
      user,
      server: SERVER,
      takesNotify: true,
    })
    onTestFinished(() => opened.close())
    return opened
  }
  return { engine, clock, network, logged, phone }
}
