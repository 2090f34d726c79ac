/** What is left after the chaos, held against what callers and the mail server know. */
import { readWav, toneShare } from '../peers/tone.ts'
import { sleep } from '../peers/waiting.ts'
import type { ServerFixture } from '../server-fixture.ts'
import { endedCalls, type Message, messageAudio, messages, type Workspace } from '../workspace.ts'
import type { LampWatch } from './lamp-watch.ts'
import { keyOf } from './mail-sink.ts'
import { type Begun, SPEECH_HZ } from './voicemail-caller.ts'

/** What of the end of a message may be missing, seconds. */
const LOST_SECONDS = 1
/** For the last NOTIFY, which is sent again until it is answered (RFC 3261 §17.1.2). */
const LAMP_PATIENCE_MS = 15_000
/** Packets that were lost are silence. */
const LEAST_TONE = 0.5

export interface Tally {
  /** Messages whose beep was played. */
  begun: number
  /** Of these, there once, with audio to within a second of the end. */
  kept: number
  lost: number
  duplicated: number
  /** Letters that the mail server took. */
  mailsAccepted: number
  /** Letters that wait and are shown as waiting. */
  mailsQueued: number
  mailsLost: number
  /** Taken more than once, as letters that nobody can tell from each other. */
  mailsRepeated: number
  /** Taken once more under the same Message-ID, after a kill between acceptance and its being written down. */
  mailsResent: number
  /** Mailboxes whose counts, or whose lamp on a desk phone, are not what is in them. */
  countsWrong: number
}

interface Delivery {
  readonly recipient: string
  readonly state: 'queued' | 'sent' | 'failed'
}

export interface Told {
  readonly tally: Tally
  /** A line for each thing that went wrong. */
  readonly complaints: string[]
}

/** What others know of the run. */
export interface Witnesses {
  /** When the server was killed, `performance.now()`: nobody can record what is said to a dead one. */
  readonly killedAt: readonly number[]
  /** Letters as the mail server knows them. */
  readonly accepted: readonly string[]
  readonly resent: readonly string[]
  readonly lamps: LampWatch
}

export async function takeStock(
  server: ServerFixture,
  workspaces: readonly Workspace[],
  begun: readonly Begun[],
  { killedAt, accepted, resent, lamps }: Witnesses,
): Promise<Told> {
  const kept = (await Promise.all(workspaces.map((workspace) => messages(server, workspace)))).flat()
  const byCaller = Map.groupBy(kept, (message) => message.callerNumber ?? '')
  const records = (await Promise.all(workspaces.map((workspace) => endedCalls(server, workspace)))).flat()
  const ends = new Map(
    records.map(({ callerNumber, result, reason }) => [callerNumber, `${result}, ${reason}`]),
  )
  const complaints: string[] = []
  let whole = 0
  let duplicated = 0
  for (const call of begun) {
    const [message, ...more] = byCaller.get(call.callerNumber) ?? []
    duplicated += more.length
    if (more.length > 0) complaints.push(`${call.callerNumber}: ${more.length + 1} messages of one call`)
    const fault = message
      ? await faultOf(server, message, call, killedAt)
      : `no message, its record says ${ends.get(call.callerNumber) ?? 'nothing'}`
    if (fault === undefined) whole += 1
    else
      complaints.push(
        `${call.callerNumber}: ${fault}, beep ${inSeconds(call.beepAt)}, end ${inSeconds(call.until)}, sent ${call.sentSeconds.toFixed(1)} s`,
      )
  }
  const mails = await takeStockOfMail(server, kept, accepted, complaints)
  const miscounts = await Promise.all(workspaces.map((workspace) => miscountOf(server, workspace, lamps)))
  complaints.push(...miscounts.filter((words) => words !== undefined))
  return {
    tally: {
      begun: begun.length,
      kept: whole,
      lost: begun.length - whole,
      duplicated,
      ...mails,
      mailsResent: resent.length,
      countsWrong: miscounts.filter((words) => words !== undefined).length,
    },
    complaints,
  }
}

const inSeconds = (at: number): string => `${(at / 1_000).toFixed(1)} s`

async function faultOf(
  server: ServerFixture,
  message: Message,
  { beepAt, until, sentSeconds }: Begun,
  killedAt: readonly number[],
): Promise<string | undefined> {
  if (message.state !== 'new') return `its state is ${message.state}`
  const end = Math.min(until, ...killedAt.filter((at) => at > beepAt - 600))
  const said = Math.min(sentSeconds, (end - beepAt) / 1_000)
  const audio = readWav(await messageAudio(server, message.id))
  if (audio.seconds < said - LOST_SECONDS)
    return `${audio.seconds.toFixed(1)} s of ${said.toFixed(1)} s were kept (message ${message.id})`
  if (audio.seconds > 1 && toneShare(audio, SPEECH_HZ) < LEAST_TONE) return 'its audio is not what was said'
  return undefined
}

/** What the mailbox says, what its lamp shows, and what is in it are one; a lamp that was told of late is waited for. */
async function miscountOf(
  server: ServerFixture,
  workspace: Workspace,
  lamps: LampWatch,
): Promise<string | undefined> {
  const count = async () => {
    const all = await messages(server, workspace)
    const inState = (wanted: string) => all.filter(({ state }) => state === wanted).length
    return `${inState('new')}/${inState('saved')}`
  }
  const there = await count()
  const deadline = performance.now() + LAMP_PATIENCE_MS
  while (lamps.shown(workspace.mainNumberId) !== there && performance.now() < deadline) await sleep(500)
  const { newMessages, savedMessages } = await server.api.get<{ newMessages: number; savedMessages: number }>(
    `/numbers/${workspace.mainNumberId}/mailbox`,
  )
  const said = { mailbox: `${newMessages}/${savedMessages}`, lamp: lamps.shown(workspace.mainNumberId) }
  if (said.mailbox === there && said.lamp === there) return undefined
  return `${workspace.mainNumber}: ${there} are there, its mailbox says ${said.mailbox}, its lamp ${said.lamp}`
}

async function takeStockOfMail(
  server: ServerFixture,
  kept: readonly Message[],
  accepted: readonly string[],
  complaints: string[],
) {
  const letters: { message: Message; deliveries: Delivery[] }[] = []
  for (const message of kept)
    letters.push({
      message,
      ...(await server.api.get<{ deliveries: Delivery[] }>(`/messages/${message.id}`)),
    })
  // Counted last: letters still go out meanwhile, and what is shown as sent has arrived before.
  const taken = new Map<string, number>()
  for (const key of accepted) taken.set(key, (taken.get(key) ?? 0) + 1)
  let mailsAccepted = 0
  let mailsQueued = 0
  let mailsLost = 0
  for (const { message, deliveries } of letters) {
    if (deliveries.length === 0) complaints.push(`${message.callerNumber}: no letter about it`)
    if (deliveries.length === 0) mailsLost += 1
    for (const { recipient, state } of deliveries) {
      const times = taken.get(keyOf(message.callerNumber ?? '', recipient)) ?? 0
      if (times > 0) mailsAccepted += 1
      else if (state === 'queued') mailsQueued += 1
      else {
        mailsLost += 1
        complaints.push(`${message.callerNumber}: the letter to ${recipient} is ${state} and never arrived`)
      }
    }
  }
  const known = new Set(kept.map(({ callerNumber }) => callerNumber))
  for (const key of taken.keys())
    if (!known.has(key.split(' ')[0] ?? ''))
      complaints.push(`a letter arrived that is about no message: ${key}`)
  const repeated = [...taken].filter(([, times]) => times > 1)
  for (const [key, times] of repeated) complaints.push(`the letter ${key} was taken ${times} times`)
  return { mailsAccepted, mailsQueued, mailsLost, mailsRepeated: repeated.length }
}
