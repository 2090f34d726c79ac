/** Hundreds of recordings, then hundreds of portal visits beside them: gaps in the audio, signalling, CPU. */
import { hurryThisThread } from '@mainline/media'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { type PhoneCall, SipPhone, type SipPhoneOptions } from '@mainline/sip/testing'
import { cpuMs } from '../../bench/calls/cpu-meter.ts'
import { quantile, rounded } from '../../bench/calls/statistics.ts'
import { Telephone } from '../peers/telephone.ts'
import { readWav } from '../peers/tone.ts'
import { sleep, until } from '../peers/waiting.ts'
import { ServerFixture } from '../server-fixture.ts'
import { createWorkspace, messageAudio, messages, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { checkCounted } from './counted-audio.ts'
import { Echo } from './echo.ts'
import { rtpengineCpu } from './recording-peer.ts'
import { type CrowdHeard, compileRtpCrowd, RtpCrowd, type Speech } from './rtp-crowd.ts'

export interface LoadOptions {
  readonly recordings: number
  readonly visits: number
  /** Of each measurement. */
  readonly seconds: number
  readonly say: (words: string) => void
}

/** A mailbox is full with a hundred messages. */
const CALLS_A_MAILBOX = 50
const DESK_ADDRESS = '127.0.0.5'
const OWN_PIN = '582935'
const RAMP_MS = 100
const PACKETS_A_SECOND = 50
const PROBES_A_SECOND = 25
/** The first calls find code that was never run. */
const WARM_UP_S = 5
/** From the last digit of a PIN until it is judged, however many come at a time: each costs the server some 50 ms of a core. */
const PIN_MS = 8_000
/** The message that visitors hear: longer than a measurement. */
const LONG_MESSAGE_MS = 45_000

/** Without load, with the recordings, with the visits too; `ratio`: the last of the first. */
interface Signalling {
  readonly idle: number
  readonly recordings: number
  readonly all: number
  readonly ratio: number
}

export interface LoadResult {
  readonly recordings: number
  readonly visits: number
  readonly recorded: { messages: number; worstGapMs: number; over40: number }
  /** `hearing`: visitors to whom anything was played; `share`: of the packets of speech without a pause. */
  readonly played: CrowdHeard & { share: number }
  /** INVITE to 180, ms. */
  readonly signallingP99Ms: Signalling
  /** The same of a program that does nothing but answer: what the machine keeps any server waiting. */
  readonly echoP99Ms: Signalling
  /**
   * CPU ms that the server uses per second of a recording, and of a visit; beside it rtpengine for as many recordings, and how
   * often of that we use.
   */
  readonly cpuMsPerSecond: {
    recording: number
    visit: number
    rtpengineRecording: number | 'not to be had'
    ratio: number | undefined
  }
  /** Of one core, with everything under way: what the server takes, and the telephones beside it. */
  readonly cores: { server: number; telephones: number }
}

interface Mailbox extends Workspace {
  readonly portalNumber: string
  readonly extension: string
}

export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { recordings, seconds, say } = options
  // Caller and telephone of the probes are in this thread: their own waiting for a core is none of the server's time.
  hurryThisThread('packets')
  const program = compileRtpCrowd()
  const ours = await loadServer(program, options)
  say('rtpengine records as many calls')
  const theirs = await rtpengineCpu(program, Math.max(1, recordings), seconds / 2)
  return {
    ...ours,
    cpuMsPerSecond: {
      ...ours.cpuMsPerSecond,
      rtpengineRecording: theirs === undefined ? 'not to be had' : rounded(theirs),
      ratio: theirs === undefined ? undefined : rounded(ours.cpuMsPerSecond.recording / theirs),
    },
  }
}

type OwnResult = Omit<LoadResult, 'cpuMsPerSecond'> & {
  readonly cpuMsPerSecond: Pick<LoadResult['cpuMsPerSecond'], 'recording' | 'visit'>
}

async function loadServer(
  program: string,
  { recordings, visits, seconds, say }: LoadOptions,
): Promise<OwnResult> {
  await using server = await ServerFixture.start({ rtpPorts: 4 * (recordings + visits) + 200 })
  const mailboxes: Mailbox[] = []
  while (mailboxes.length * CALLS_A_MAILBOX < Math.max(recordings, visits))
    mailboxes.push(await open(server, mailboxes.length))
  const ringing = await createWorkspace(server, { members: 1 })
  const [member] = ringing.members
  if (!member) throw new Error('nobody rings')
  await using stack = new AsyncDisposableStack()
  const carrier = await phoneAt(server, TRUNK_ADDRESS, 'carrier')
  stack.defer(() => carrier.close())
  const { username, password, domain } = member.login
  const desk = await phoneAt(server, DESK_ADDRESS, username, { domain, credentials: { username, password } })
  stack.defer(() => desk.close())
  await desk.register()
  say('a message that visitors hear is left in each mailbox')
  await Promise.all(mailboxes.map((mailbox) => prepare(server, mailbox)))
  const speakers = stack.use(await RtpCrowd.open(program, TRUNK_ADDRESS, Math.max(1, recordings)))
  const visitors = stack.use(await RtpCrowd.open(program, TRUNK_ADDRESS, Math.max(1, visits)))
  const echo = stack.use(await Echo.open())
  const telephonesCpu = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000 + cpuMs(speakers.pid) + cpuMs(visitors.pid)
  }
  const measure = async () => {
    const [cpu, telephones, from] = [cpuMs(server.pid), telephonesCpu(), performance.now()]
    const { rings, echoes } = await probe(carrier, ringing.mainNumber, echo, seconds)
    const passed = (performance.now() - from) / 1_000
    return {
      ringsP99: rounded(quantile(rings, 0.99)),
      echoesP99: rounded(quantile(echoes, 0.99)),
      cpuPerSecond: (cpuMs(server.pid) - cpu) / passed,
      seconds: passed,
      ownCpuPerSecond: (telephonesCpu() - telephones) / passed,
    }
  }
  say('idle')
  await probe(carrier, ringing.mainNumber, echo, WARM_UP_S)
  const idle = await measure()
  say(`${recordings} messages are being recorded`)
  const speaking = await dialAll(
    carrier,
    recordings,
    (index) => mailboxes[index % mailboxes.length]?.mainNumber ?? '',
    speakers,
    'counted',
  )
  const recording = await measure()
  say(`${visits} people visit the portal beside it`)
  const visiting = await dialAll(
    carrier,
    visits,
    (index) => mailboxes[index % mailboxes.length]?.portalNumber ?? '',
    visitors,
    'nothing',
  )
  for (let index = 0; index < visits; index += 1) {
    visitors.press(index, `${mailboxes[index % mailboxes.length]?.extension}#`)
    await sleep(20)
  }
  await sleep(1_500)
  for (let index = 0; index < visits; index += 1) {
    visitors.press(index, `${OWN_PIN}#`)
    void sleep(PIN_MS).then(() => visitors.press(index, '1'))
    await sleep(RAMP_MS / 2)
  }
  await sleep(PIN_MS + 3_000)
  await visitors.heard()
  const all = await measure()
  const played = await visitors.heard()
  for (const call of [...visiting, ...speaking]) call.hangUp()
  await sleep(3_000)
  say('what was recorded is checked')
  return {
    recordings,
    visits,
    recorded: await checkAll(server, mailboxes),
    played: {
      ...played,
      share: rounded(played.packets / (visits * PACKETS_A_SECOND * all.seconds)),
    },
    signallingP99Ms: signalling(idle.ringsP99, recording.ringsP99, all.ringsP99),
    echoP99Ms: signalling(idle.echoesP99, recording.echoesP99, all.echoesP99),
    cpuMsPerSecond: {
      recording: rounded((recording.cpuPerSecond - idle.cpuPerSecond) / Math.max(1, recordings)),
      visit: rounded((all.cpuPerSecond - recording.cpuPerSecond) / Math.max(1, visits)),
    },
    cores: { server: rounded(all.cpuPerSecond / 1_000), telephones: rounded(all.ownCpuPerSecond / 1_000) },
  }
}

const phoneAt = (
  server: ServerFixture,
  address: string,
  user: string,
  more: Pick<SipPhoneOptions, 'domain' | 'credentials'> = {},
): Promise<SipPhone> =>
  SipPhone.open({ network: nodeNetwork(), clock: systemClock(), address, user, server: server.sip, ...more })

/** A main number whose calls go to voicemail at once, at a site with a voice portal. */
async function open(server: ServerFixture, index: number): Promise<Mailbox> {
  const workspace = await createWorkspace(server, { members: 0, route: { steps: [{ target: 'voicemail' }] } })
  const portalNumber = `+4420794690${String(index).padStart(2, '0')}`
  const { version } = await server.api.get<{ version: number }>(`/sites/${workspace.siteId}`)
  await server.api.patch(`/sites/${workspace.siteId}`, { version, portalNumber })
  const number = await server.api.get<{ extension: string }>(`/numbers/${workspace.mainNumberId}`)
  return { ...workspace, portalNumber, extension: number.extension }
}

/** Its PIN is chosen, and a long message is left in it. */
async function prepare(
  server: ServerFixture,
  { mainNumber, mainNumberId, portalNumber, extension }: Mailbox,
): Promise<void> {
  await using telephone = await Telephone.open(server, TRUNK_ADDRESS)
  await telephone.dial(portalNumber)
  const { defaultPin } = await server.api.get<{ defaultPin: string }>(`/numbers/${mainNumberId}/default-pin`)
  await telephone.press(`${extension}#`)
  await telephone.press(`${defaultPin}#`)
  await sleep(1_500)
  await telephone.press(`${OWN_PIN}#`)
  await telephone.press(`${OWN_PIN}#`)
  await sleep(1_500)
  telephone.hangUp()
  await using caller = await Telephone.open(server, TRUNK_ADDRESS)
  await caller.dial(mainNumber)
  await caller.press('#')
  await sleep(800)
  caller.audio.speak(440)
  await sleep(LONG_MESSAGE_MS)
  caller.hangUp()
}

async function dialAll(
  carrier: SipPhone,
  count: number,
  numberOf: (index: number) => string,
  crowd: RtpCrowd,
  speech: Speech,
): Promise<PhoneCall[]> {
  const calls: PhoneCall[] = []
  for (let index = 0; index < count; index += 1) {
    const call = carrier.call(`sip:${numberOf(index)}@${carrier.options.server.address}`, {
      from: `<sip:+44207947${String(1_000 + index).padStart(4, '0')}@${TRUNK_ADDRESS}>`,
      body: crowd.offer(index),
    })
    calls.push(call)
    void call.answered.then(() => crowd.connect(index, call.remoteBody, speech))
    if (speech === 'counted') void call.answered.then(() => sleep(300)).then(() => crowd.press(index, '#'))
    await sleep(RAMP_MS)
  }
  await sleep(2_000)
  return calls
}

const signalling = (idle: number, recordings: number, all: number): Signalling => ({
  idle,
  recordings,
  all,
  ratio: rounded(all / idle),
})

/** Calls somebody who lets it ring. @returns of each call, ms from INVITE to 180, and what an echo took just before */
async function probe(
  carrier: SipPhone,
  number: string,
  echo: Echo,
  seconds: number,
): Promise<{ rings: number[]; echoes: number[] }> {
  const rings: number[] = []
  const echoes: number[] = []
  for (const until = performance.now() + seconds * 1_000; performance.now() < until; ) {
    echoes.push(await echo.call())
    const from = performance.now()
    const call = carrier.call(`sip:${number}@${carrier.options.server.address}`, {
      from: `<sip:+442079479999@${TRUNK_ADDRESS}>`,
    })
    await call.ringing
    rings.push(performance.now() - from)
    call.hangUp()
    await sleep(Math.max(0, 1_000 / PROBES_A_SECOND - (performance.now() - from)))
  }
  return { rings, echoes }
}

async function checkAll(
  server: ServerFixture,
  mailboxes: readonly Mailbox[],
): Promise<LoadResult['recorded']> {
  let worst = 0
  let over40 = 0
  let checked = 0
  for (const mailbox of mailboxes) {
    const all = async () =>
      (await messages(server, mailbox)).filter(({ callerNumber }) => callerNumber?.startsWith('+44207947'))
    await until(
      'the messages to be closed',
      async () => (await all()).every(({ state }) => state !== 'recording'),
      60_000,
    )
    for (const { id } of await all()) {
      const { worstGapMs } = checkCounted(readWav(await messageAudio(server, id)).samples)
      worst = Math.max(worst, worstGapMs)
      if (worstGapMs > 40) over40 += 1
      checked += 1
    }
  }
  return { messages: checked, worstGapMs: rounded(worst, 1), over40 }
}
