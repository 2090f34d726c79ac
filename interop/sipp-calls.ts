/** Calls from sipp as a trunk to sipp as the phones of a hunt group: the first phone answers, the others only ring. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, freePorts } from './peers/ports.ts'
import { type Registration, register } from './peers/registration.ts'
import {
  type Sipp,
  type SippStatistics,
  type SippTransport,
  startSippCaller,
  startSippPhone,
} from './peers/sipp.ts'
import type { ServerFixture } from './server-fixture.ts'
import { TRUNK_ADDRESS, type Workspace } from './workspace.ts'

/** No carrier's: the sample workspace has one on 127.0.0.1, and whatever comes from a carrier is never limited. */
const PHONE_ADDRESS = '127.0.0.4'

export interface SippCalls {
  readonly calls: number
  readonly ratePerSecond: number
  readonly ringMs: number
  readonly talkMs: number
  readonly transport?: SippTransport
  readonly lostPercent?: number
  /** Some calls will be refused: each counts as failed there and then. */
  readonly refused?: boolean
  /** Path of what the trunk does instead of just calling. */
  readonly caller?: string
}

export interface SippOutcome {
  readonly trunk: SippStatistics
  readonly trunkErrors: string
  /** In the order of the members. */
  readonly phones: readonly SippStatistics[]
}

/** Registers a phone for every member, then places the calls and waits until the last one is over. */
export async function callByPeers(
  server: ServerFixture,
  workspace: Workspace,
  load: SippCalls,
): Promise<SippOutcome> {
  const { outcome, phones } = await withPhones(server, workspace, load, (folder) =>
    placeCalls(server, workspace.mainNumber, load, folder),
  )
  return { ...outcome, phones }
}

/** Places the calls from the trunk and waits until the last one is over. */
export async function placeCalls(
  server: ServerFixture,
  number: string,
  load: Omit<SippCalls, 'ringMs'>,
  folder: string,
): Promise<Omit<SippOutcome, 'phones'>> {
  const dial = join(folder, 'dial.csv')
  writeFileSync(dial, `SEQUENTIAL\n${number}\n`)
  await using caller = startSippCaller({
    scenario: load.caller ?? scenario('trunk-caller'),
    folder,
    name: `trunk-${performance.now().toFixed(0)}`,
    address: TRUNK_ADDRESS,
    port: await freePort(TRUNK_ADDRESS),
    target: `${server.sip.address}:${server.sip.port}`,
    pauseMs: load.talkMs,
    calls: load.calls,
    ratePerSecond: load.ratePerSecond,
    dial,
    transport: load.transport ?? 'UDP',
    lostPercent: load.lostPercent ?? 0,
    timeoutMs: 90_000,
    // A 200 to a BYE that a busy machine made it send again is no failed call. Not where datagrams are lost: sipp 3.6 then
    // leaves some calls unfinished itself.
    extra: load.lostPercent || load.refused ? [] : ['-default_behaviors', 'all,-abortunexp'],
  })
  await caller.ended
  return { trunk: caller.statistics(), trunkErrors: caller.errors() }
}

/** Registers and starts a phone for every member, does `work`, and says what the phones counted. */
export async function withPhones<Outcome>(
  server: ServerFixture,
  workspace: Workspace,
  load: Pick<SippCalls, 'ringMs' | 'transport' | 'lostPercent'>,
  work: (folder: string) => Promise<Outcome>,
): Promise<{ outcome: Outcome; phones: readonly SippStatistics[] }> {
  const folder = join(server.folder, `sipp-${performance.now().toFixed(0)}`)
  mkdirSync(folder, { recursive: true })
  const phones: Phone[] = []
  try {
    await startPhones(phones, server, workspace, load, folder)
    const outcome = await work(folder)
    const statistics = await Promise.all(phones.map(({ sipp }) => sipp.finish(8_000)))
    return { outcome, phones: statistics }
  } finally {
    await Promise.all(phones.map(({ sipp }) => sipp.stop('SIGKILL')))
    // A binding to a phone that is gone would ring for half a minute in the next test.
    for (const { registration } of phones) await register({ ...registration, expires: 0 })
  }
}

interface Phone {
  readonly sipp: Sipp
  readonly registration: Registration
}

async function startPhones(
  phones: Phone[],
  server: ServerFixture,
  { members }: Workspace,
  { transport = 'UDP', ringMs, lostPercent = 0 }: Pick<SippCalls, 'ringMs' | 'transport' | 'lostPercent'>,
  folder: string,
): Promise<void> {
  const ports = await freePorts(members.length, PHONE_ADDRESS)
  for (const [index, member] of members.entries()) {
    const port = ports[index] ?? 0
    const registration = { ...member.login, address: PHONE_ADDRESS, port, server: server.sip, transport }
    const status = await register(registration)
    if (status !== 200) throw new Error(`REGISTER of ${member.login.username} was answered with ${status}`)
    phones.push({
      registration,
      sipp: await startSippPhone({
        scenario: scenario(index === 0 ? 'phone-answers' : 'phone-rings'),
        folder,
        name: `phone${index + 1}`,
        address: PHONE_ADDRESS,
        port,
        transport,
        pauseMs: ringMs,
        lostPercent,
      }),
    })
  }
}

const scenario = (name: string) => new URL(`../bench/calls/sipp/${name}.xml`, import.meta.url).pathname
