/**
 * What a W1 call costs the engine's own thread, without sockets, media thread and database: five phones ring, one answers,
 * four are cancelled, the caller hangs up. `node packages/engine/bench/call.ts [--rounds 30]` prints one JSON object.
 * The best of many rounds counts, in CPU time: what other programs do meanwhile does not show.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { MediaEndpoint, MediaPlane, MediaStatistics } from '@mainline/media'
import { FakeClock } from '@mainline/sip/testing'
import { Engine, type LoadedPlan, mediaPort, silentLog } from '../src/index.ts'
import { CALLER, ENGINE, FivePhones } from './five-phones.ts'

const CALLS_A_ROUND = 500
/** Six INVITEs, what is answered to them, four CANCELs, two BYEs: 38 with 100s. */
const MESSAGES_A_CALL = 30
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } })

async function bench(rounds: number) {
  const clock = new FakeClock()
  const phones = new FivePhones()
  const engine = await Engine.open({
    network: phones.network,
    clock,
    listen: [{ transport: 'UDP', ...ENGINE }],
    host: ENGINE.address,
    journalFolder: join(folder, 'journal'),
    media: mediaPort(silentPlane()),
    plans: {
      load: async () => [mainNumber()],
      findExtension: async () => undefined,
      findPortal: async () => undefined,
      findOutside: async () => undefined,
    },
    devices: {
      findByUsername: async () => undefined,
      find: async () => undefined,
      registeredLast: async () => [],
    },
    trunks: { loadAll: async () => [trunk] },
    registrations: { of: async () => [], held: async () => [], replace: async () => {} },
    messages: {
      begin: async () => ({ unavailable: 'full' }),
      finish: async () => {},
      discard: async () => {},
      hasRoom: async () => true,
      locate: async (_, file) => ({ file }),
      unfinished: async () => [],
    },
    portal: {
      tryPin: async () => ({ outcome: 'refused' }),
      setPin: async () => undefined,
      messages: async () => [],
      markMessage: async () => {},
      audioOf: async () => undefined,
      greetingOf: async () => undefined,
      newGreeting: async (reference) => ({ reference, file: reference }),
      keepGreeting: async () => {},
      dropGreeting: async () => {},
      chooseGreeting: async () => false,
    },
    records: { store: async () => {} },
    log: silentLog,
  })
  phones.call()
  // The first call waits for its plan.
  await new Promise((resolve) => setImmediate(resolve))
  phones.goOn()
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage()
    for (let call = 0; call < CALLS_A_ROUND; call += 1) {
      phones.call()
      clock.advance(5)
    }
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / CALLS_A_ROUND)
    await new Promise((resolve) => setImmediate(resolve))
  }
  clock.advance(200_000)
  const { calls, callsTotal, transactions } = engine.counters()
  await engine[Symbol.asyncDispose]()
  // A call that is refused is cheap, and no W1 call.
  if (phones.messages < MESSAGES_A_CALL * callsTotal) throw new Error('calls were not answered by a phone')
  return {
    cpuUsPerCall: Math.round(best),
    messagesPerCall: phones.messages / callsTotal,
    callsTotal,
    calls,
    timers: transactions.timers,
  }
}

const trunk = {
  id: 'trunk',
  operatorId: null,
  name: 'Carrier',
  enabled: true,
  // The phones too: their registrations are not part of it, and strangers are limited.
  sourceAddresses: [CALLER, ...[1, 2, 3, 4, 5].map(FivePhones.addressOf)],
  certificateName: null,
  srtp: 'off',
  digestUsername: null,
  digestRealm: null,
  ha1Md5: null,
  ha1Sha256: null,
  host: null,
  port: null,
  transport: 'UDP',
  countryCallingCode: '44',
  identityProfile: 'p-asserted-identity',
  calledNumberSources: ['request-uri'],
} as never

/** A main number whose five members have a phone each. */
function mainNumber(): LoadedPlan {
  const people = [1, 2, 3, 4, 5]
  const route = { steps: [{ target: 'hunt-group', limitSeconds: 20 }] }
  return {
    operatorId: 'operator',
    domain: 'site.example',
    devices: people.map((n) => ({
      id: `device-${n}`,
      numberId: `number-${n}`,
      name: 'Phone',
      username: `device${n}`,
      registrations: [
        {
          deviceId: `device-${n}`,
          contact: `sip:device${n}@${FivePhones.addressOf(n)}:5060`,
          callId: 'x',
          cseq: 1,
          q: 1,
          path: [],
          flow: {
            transport: 'UDP',
            localAddress: ENGINE.address,
            localPort: ENGINE.port,
            remoteAddress: FivePhones.addressOf(n),
            remotePort: 5060,
            connectionId: 0,
          },
          userAgent: null,
          params: '',
          instance: null,
          regId: null,
          expiresAt: Number.MAX_SAFE_INTEGER,
        },
      ],
    })),
    plan: {
      numberId: 'main',
      e164: '+442079460000',
      kind: 'main',
      state: 'ACTIVE',
      receivesWhilePending: false,
      siteId: 'site',
      siteName: 'Site',
      zone: 'Europe/London',
      language: 'en',
      organizationId: 'occupier',
      organizationName: 'Occupier',
      label: 'Occupier',
      settings: { version: 1, inHours: route, outOfHours: route },
      siteHours: { mode: 'always-open' },
      schedule: { events: [] },
      members: people.map((n) => ({
        kind: 'number',
        id: `member-${n}`,
        numberId: `number-${n}`,
        name: `Member ${n}`,
        e164: `+44207946000${n}`,
        state: 'ACTIVE',
      })),
    },
  } as never
}

/** Endpoints without sockets: what the signalling side does with descriptions is measured, packets are not. */
function silentPlane(): MediaPlane {
  let id = 0
  const nothing = (): void => {}
  const endpoint = (): MediaEndpoint => ({
    id: ++id,
    address: ENGINE.address,
    port: 10_000 + (id % 5_000) * 2,
    setRemote: nothing,
    faceBrowser: nothing,
    secure: nothing,
    onLost: nothing,
    play: nothing,
    stopPlaying: nothing,
    seek: nothing,
    pause: nothing,
    resume: nothing,
    record: nothing,
    stopRecording: nothing,
    onDigit: nothing,
    hearDigit: nothing,
    sendDigits: nothing,
    onInactive: nothing,
    close: (told) => told?.(noPackets),
  })
  return { openEndpoint: endpoint, connect: nothing } as never
}

const noPackets: MediaStatistics = {
  ...{ received: 0, sent: 0, lost: 0, refused: 0, jitterMs: 0, bytesReceived: 0, bytesSent: 0 },
  ...{ codec: undefined, firstPacketAt: undefined, latchedTo: undefined },
}

const folder = mkdtempSync(join(tmpdir(), 'mainline-engine-bench-'))
try {
  console.log(JSON.stringify(await bench(Number(values.rounds))))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
