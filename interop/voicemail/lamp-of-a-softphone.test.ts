/** baresip watches its message-waiting lamp (RFC 3842): a message lights it, and it goes out when the message was heard. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { Baresip } from '../peers/baresip.ts'
import { Telephone } from '../peers/telephone.ts'
import { sleep, until } from '../peers/waiting.ts'
import { ServerFixture } from '../server-fixture.ts'
import { createWorkspace, messages, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'

let server: ServerFixture
let workspace: Workspace

beforeAll(async () => {
  ensureDebianPackages(['baresip-core'])
  server = await ServerFixture.start()
  workspace = await createWorkspace(server, { members: 1, route: { steps: [{ target: 'voicemail' }] } })
})
afterAll(() => server?.[Symbol.asyncDispose]())

it('goes on with a message for the main number, whose lamp its owner carries, and off again', async () => {
  const [member] = workspace.members
  if (!member) throw new Error('no member')
  await carryLamp(member.numberId)
  const phone = await Baresip.start({
    folder: join(server.folder, 'phone'),
    toneHz: 620,
    login: member.login,
    watchesLamp: true,
  })
  const shows = (lamp: string) =>
    until(
      `the lamp to say ${lamp}`,
      () => phone.lamp().at(-1) === lamp,
      20_000,
      () => phone.output().slice(-3_000),
    )
  try {
    await shows('no 0/0')
    // It asked for it, and was not only told.
    expect(phone.output()).toMatch(/CSeq: \d+ SUBSCRIBE/)
    await leaveMessage()
    await shows('yes 1/0')
    const [message] = await messages(server, workspace)
    await server.api.patch(`/messages/${message?.id}`, { state: 'saved' })
    await shows('no 0/1')
    await server.api.patch(`/messages/${message?.id}`, { state: 'deleted' })
    await shows('no 0/0')
  } finally {
    await phone.quit()
  }
}, 90_000)

async function carryLamp(numberId: string): Promise<void> {
  const path = `/numbers/${workspace.mainNumberId}/hunt-members`
  const { revision } = await server.api.get<{ revision: string }>(path)
  await server.api.put(path, { revision, members: [{ kind: 'number', numberId, lamp: true }] })
}

async function leaveMessage(): Promise<void> {
  await using telephone = await Telephone.open(server, TRUNK_ADDRESS)
  await telephone.dial(workspace.mainNumber)
  // Past the greeting.
  await telephone.press('#')
  await sleep(1_000)
  telephone.audio.speak(440)
  await sleep(4_000)
  telephone.hangUp()
}
