/**
 * Kill -9 at random instants while callers leave messages (C9, C13): after the restart every message whose recording had
 * begun is in the mailbox, marked cut short, with its audio up to the last second; every answered call has its record, which says
 * that a message was left.
 */
import { afterAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { readWav, toneShare } from '../peers/tone.ts'
import { sleep, until } from '../peers/waiting.ts'
import { ServerFixture } from '../server-fixture.ts'
import {
  createWorkspace,
  endedCalls,
  type Message,
  messageAudio,
  messages,
  type Workspace,
} from '../workspace.ts'
import { SPEECH_HZ, startSpeaker } from './speakers.ts'

const SERVERS = 4
const KILLS_PER_SERVER = 5
/** What of the last moment may be missing. */
const LOST_SECONDS = 1
/** Between the row of the mailbox and the first recorded sample (C9). */
const BEEP_SECONDS = 0.5
const fixtures: ServerFixture[] = []

afterAll(() => Promise.all(fixtures.map((server) => server[Symbol.asyncDispose]())))

describe('kill -9 while messages are being recorded', () => {
  it(`at ${SERVERS * KILLS_PER_SERVER} random instants`, { timeout: 600_000 }, async () => {
    ensureDebianPackages(['sip-tester'])
    await Promise.all(Array.from({ length: SERVERS }, (_, index) => killRepeatedly(index)))
  })
})

async function killRepeatedly(index: number): Promise<void> {
  const server = await ServerFixture.start()
  fixtures.push(server)
  const workspace = await createWorkspace(server, { members: 0, route: { steps: [{ target: 'voicemail' }] } })
  for (let kill = 0; kill < KILLS_PER_SERVER; kill += 1) {
    const known = await messages(server, workspace)
    const recordsBefore = (await endedCalls(server, workspace)).length
    await using speaker = await startSpeaker(server, workspace.mainNumber, `speaker-${index}-${kill}`, 60_000)
    const recording = await until(
      'a recording to begin',
      async () => (await messages(server, workspace)).find((message) => isNew(message, known)),
      60_000,
      () => `${speaker.errors()} ${server.output().slice(-2_000)}`,
    )
    const begun = performance.now()
    const randomMs = 100 + Math.random() * 3_500
    await sleep(randomMs)
    const recordedSeconds = (performance.now() - begun) / 1_000 - BEEP_SECONDS
    await server.kill9()
    await speaker.stop('SIGKILL')
    await server.start()
    await expectMessage(server, workspace, recording.id, recordedSeconds)
    const [record, ...others] = await endedCalls(server, workspace)
    expect(others).toHaveLength(recordsBefore)
    expect(record).toMatchObject({ result: 'voicemail-left', reason: 'message-cut-short' })
  }
}

async function expectMessage(
  server: ServerFixture,
  workspace: Workspace,
  id: string,
  recordedSeconds: number,
): Promise<void> {
  const message = await until(
    'the message to be taken up after the restart',
    async () => (await messages(server, workspace)).find((one) => one.id === id && one.state !== 'recording'),
    60_000,
  )
  expect(message).toMatchObject({ state: 'new', cutShort: true })
  const audio = readWav(await messageAudio(server, id))
  expect(audio.seconds).toBeGreaterThan(recordedSeconds - LOST_SECONDS)
  expect(Math.abs(message.seconds - audio.seconds)).toBeLessThan(0.5)
  // The beep is not in it; the tone is, from one end to the other.
  if (audio.seconds > 0.5) expect(toneShare(audio, SPEECH_HZ)).toBeGreaterThan(0.8)
}

const isNew = (message: Message, known: readonly Message[]): boolean =>
  message.state === 'recording' && known.every((one) => one.id !== message.id)
