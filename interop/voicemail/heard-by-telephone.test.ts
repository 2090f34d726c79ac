/**
 * A message over real RTP, from sipp to the mailbox and from the mailbox to a telephone that knows the PIN (C9, C10): what is
 * heard is what was said.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import alawmulaw from 'alawmulaw'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { startSpeaker } from '../crash/speakers.ts'
import { findIn } from '../peers/likeness.ts'
import { Telephone } from '../peers/telephone.ts'
import { readWav, toneSamples } from '../peers/tone.ts'
import { until } from '../peers/waiting.ts'
import { ServerFixture } from '../server-fixture.ts'
import { createWorkspace, messageAudio, messages, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'

const PORTAL_NUMBER = '+442079460001'
/** Twelve digits, so that what is found is it. */
const OWN_PIN = '582935714068'
const { alaw } = alawmulaw
const RATE = 8_000

let server: ServerFixture
let workspace: Workspace
/** What the caller says, over and over: a tone, then words. */
const said = speech()

beforeAll(async () => {
  ensureDebianPackages(['sip-tester'])
  server = await ServerFixture.start()
  workspace = await createWorkspace(server, { members: 0, route: { steps: [{ target: 'voicemail' }] } })
  const { version } = await server.api.get<{ version: number }>(`/sites/${workspace.siteId}`)
  await server.api.patch(`/sites/${workspace.siteId}`, { version, portalNumber: PORTAL_NUMBER })
})
afterAll(() => server?.[Symbol.asyncDispose]())

it('sipp leaves it, a telephone hears it, saves it and deletes it', async () => {
  await leaveMessage(20_000)
  const [message] = await messages(server, workspace)
  if (!message) throw new Error('no message')
  const stored = readWav(await messageAudio(server, message.id))
  expect(findIn(said, stored.samples.subarray(4_000, 28_000)).correlation).toBeGreaterThan(0.95)

  const number = await server.api.get<{ extension: string | number }>(`/numbers/${workspace.mainNumberId}`)
  const { defaultPin } = await server.api.get<{ defaultPin: string }>(
    `/numbers/${workspace.mainNumberId}/default-pin`,
  )
  await using telephone = await Telephone.open(server, TRUNK_ADDRESS)
  await telephone.dial(PORTAL_NUMBER)
  // Every prompt is cut by the keys.
  await telephone.press(`${number.extension}#`)
  await telephone.press(`${defaultPin}#`)
  await telephone.spokenTo()
  await telephone.press(`${OWN_PIN}#`)
  await telephone.press(`${OWN_PIN}#`)
  await telephone.spokenTo()
  await telephone.press('1')
  await telephone.press('1')
  telephone.audio.forget()
  // A busy machine takes its time to do what a key says: what is judged lies well behind it, and is judged when the call is over.
  const before = 4 * RATE
  const heard = await telephone.hears(before, 2.5 * RATE)
  await telephone.press('4')
  const after = telephone.audio.heard().length + 2 * RATE
  const again = await telephone.hears(after, RATE)

  await telephone.press('2')
  await stateIs(message.id, 'saved')
  await telephone.press('1')
  await telephone.press('3')
  await stateIs(message.id, 'deleted')
  await telephone.press('*')
  await telephone.sentAway()
  const [first, second] = [findIn(said, heard), findIn(said, again)]
  expect(first.correlation).toBeGreaterThan(0.95)
  expect(second.correlation).toBeGreaterThan(0.95)
  // Five seconds are heard once more.
  const back = after - before - (second.at - first.at)
  expect(Math.abs(((back + said.length) % said.length) - 5 * RATE)).toBeLessThan(0.1 * RATE)
  // M12: nor does anything keep its digits: log, journal, recordings, the files of the database with its own log.
  expect(filesWith(server.folder, OWN_PIN)).toEqual([])
}, 120_000)

/** Files below a folder that hold these bytes. */
function filesWith(folder: string, text: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  expect(files.length).toBeGreaterThan(3)
  return files.filter((file) => existsSync(file) && readFileSync(file).includes(text))
}

async function leaveMessage(speakMs: number): Promise<void> {
  const folder = join(server.folder, 'speaker')
  mkdirSync(folder, { recursive: true })
  const speaker = await startSpeaker(server, workspace.mainNumber, 'speaker', speakMs, alaw.encode(said))
  expect(await speaker.ended, speaker.errors()).toBe(0)
  await until('the message to be new', async () => (await messages(server, workspace)).some(isNew))
}

const isNew = ({ state }: { state: string }): boolean => state === 'new'

async function stateIs(id: string, state: string): Promise<void> {
  await until(`the message to be ${state}`, async () => {
    const found = (await messages(server, workspace)).find((one) => one.id === id)
    return found?.state === state
  })
}

function speech(): Int16Array {
  const words = ['greeting-default', 'number-not-in-use'].map((name) => {
    const file = new URL(`../../packages/media/prompts/en/${name}.wav`, import.meta.url)
    return readWav(readFileSync(file)).samples
  })
  return Int16Array.from([...toneSamples(440, 1, 8_000), ...words.flatMap((samples) => [...samples])])
}
