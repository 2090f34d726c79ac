/** A server that starts beside another leaves the messages alone that are being recorded there (C9). */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Telephone } from '../peers/telephone.ts'
import { sleep, until } from '../peers/waiting.ts'
import { ServerFixture } from '../server-fixture.ts'
import { createWorkspace, messages, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'

let first: ServerFixture
let second: ServerFixture
let workspace: Workspace

beforeAll(async () => {
  first = await ServerFixture.start()
  workspace = await createWorkspace(first, { members: 0, route: { steps: [{ target: 'voicemail' }] } })
})
afterAll(async () => {
  await second?.[Symbol.asyncDispose]()
  await first?.[Symbol.asyncDispose]()
})

const message = async () => (await messages(first, workspace))[0]

it('is kept whole by the engine that records it', async () => {
  await using telephone = await Telephone.open(first, TRUNK_ADDRESS)
  await telephone.dial(workspace.mainNumber)
  await telephone.press('#')
  await until('the recording to begin', async () => (await message())?.state === 'recording')
  telephone.audio.speak(440)
  second = await ServerFixture.start({ beside: first })
  await sleep(1_000)
  expect(await message()).toMatchObject({ state: 'recording' })
  telephone.hangUp()
  await until('the message to be new', async () => (await message())?.state === 'new')
  const kept = await message()
  expect(kept?.cutShort).toBe(false)
  expect(kept?.seconds).toBeGreaterThan(1)
}, 120_000)
