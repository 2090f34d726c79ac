/** Leaves messages while everything goes wrong, then takes stock. */

import { nodeNetwork, systemClock } from '@mainline/sip'
import { SipPhone } from '@mainline/sip/testing'
import { toneWav } from '../peers/tone.ts'
import { sleep, until } from '../peers/waiting.ts'
import { ServerFixture } from '../server-fixture.ts'
import { createWorkspace, messages, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { type FaultCounts, Faults } from './faults.ts'
import { LampWatch } from './lamp-watch.ts'
import { MailSink } from './mail-sink.ts'
import { type Told, takeStock } from './tally.ts'
import { type Begun, leaveMessage } from './voicemail-caller.ts'

export interface ChaosOptions {
  /** Messages to begin. */
  readonly messages: number
  /** Callers at once. */
  readonly callers: number
  /** Seconds that the disk stays full. */
  readonly fullSeconds: number
  /** Share of RTP packets lost, both ways. */
  readonly loss: number
  readonly random: () => number
  readonly say: (words: string) => void
}

/** A mailbox is full with a hundred. */
const MESSAGES_A_MAILBOX = 60
const RECIPIENTS = ['office@occupier.example', 'second@occupier.example']
/** What callers hear before the beep, for a second. */
const GREETING_HZ = 600
const SETTLE_MS = 240_000

export async function runChaos(
  options: ChaosOptions,
): Promise<Told & { faults: FaultCounts; history: string[] }> {
  const { random, say } = options
  await using sink = await MailSink.open()
  await using server = await ServerFixture.start({
    embedded: true,
    env: { MAINLINE_SMTP_URL: sink.url, MAINLINE_MAIL_FROM: 'phones@mainline.example' },
  })
  const faults = new Faults({ server, sink, random, fullSeconds: options.fullSeconds })
  faults.mountDisk()
  await using lamps = new LampWatch()
  const workspaces: Workspace[] = []
  while (workspaces.length * MESSAGES_A_MAILBOX < options.messages) workspaces.push(await open(server, lamps))
  const carrier = await SipPhone.open({
    network: nodeNetwork(),
    clock: systemClock(),
    address: TRUNK_ADDRESS,
    user: 'carrier',
    server: server.sip,
  })
  try {
    const going = faults.run()
    const begun = await leaveMessages(options, carrier, workspaces)
    await faults.stop()
    await going
    await settle(server, workspaces, say)
    const told = await takeStock(server, workspaces, begun, {
      killedAt: faults.killedAt,
      accepted: sink.accepted,
      resent: sink.resent,
      lamps,
    })
    return { ...told, faults: faults.counts, history: faults.history }
  } finally {
    await carrier.close()
    await faults.stop()
    faults.unmountDisk()
  }
}

/** A main number whose calls go to voicemail at once, mailed to two, its lamp on a desk phone. */
async function open(server: ServerFixture, lamps: LampWatch): Promise<Workspace> {
  const steps = [{ target: 'voicemail' }]
  const workspace = await createWorkspace(server, { members: 1, route: { steps } })
  await lamps.add(server, workspace)
  const path = `/numbers/${workspace.mainNumberId}/call-settings`
  const { version } = await server.api.get<{ version: number }>(path)
  const settings = { version, inHours: { steps }, outOfHours: { steps }, voicemailEmails: RECIPIENTS }
  await server.api.put(path, settings)
  await server.api.upload(
    `/numbers/${workspace.mainNumberId}/greetings/upload`,
    toneWav(GREETING_HZ, 1, 8_000),
    'audio/wav',
  )
  return workspace
}

async function leaveMessages(
  { messages: wanted, callers, loss, random, say }: ChaosOptions,
  carrier: SipPhone,
  workspaces: readonly Workspace[],
): Promise<Begun[]> {
  const begun: Begun[] = []
  let attempts = 0
  const call = async () => {
    while (begun.length < wanted) {
      attempts += 1
      const number = workspaces[attempts % workspaces.length]?.mainNumber ?? ''
      const callerNumber = `+4420794${String(70_000 + attempts).padStart(6, '0')}`
      const speakMs = 4_000 + random() * 3_500
      const message = await leaveMessage({ carrier, number, callerNumber, speakMs, loss })
      if (message) begun.push(message)
      else await sleep(500)
      if (message && begun.length % 25 === 0) say(`${begun.length} messages begun in ${attempts} calls`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(callers, wanted) }, call))
  return begun
}

/** Until nothing is being recorded any more and no letter waits, or long enough. */
async function settle(server: ServerFixture, workspaces: readonly Workspace[], say: (words: string) => void) {
  say('all is whole again; waiting for what is under way')
  await until('the server to answer', () => server.api.isReady(), 60_000)
  const deadline = performance.now() + SETTLE_MS
  while (performance.now() < deadline) {
    const all = (await Promise.all(workspaces.map((workspace) => messages(server, workspace)))).flat()
    if (all.every(({ state }) => state !== 'recording') && !(await anyQueued(server, all))) return
    await sleep(2_000)
  }
}

async function anyQueued(server: ServerFixture, all: readonly { id: string }[]): Promise<boolean> {
  for (const { id } of all) {
    const { deliveries } = await server.api.get<{ deliveries: { state: string }[] }>(`/messages/${id}`)
    if (deliveries.some(({ state }) => state === 'queued')) return true
  }
  return false
}
