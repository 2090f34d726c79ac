/** Real softphones at the desks of a reception: they answer, pass calls on by REFER, and join two by Replaces (C7, C8). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../scripts/install-debian-packages.ts'
import { atRest } from './at-rest.ts'
import { Baresip } from './peers/baresip.ts'
import { Linphone } from './peers/linphone.ts'
import { readWav, toneShare } from './peers/tone.ts'
import { sleep } from './peers/waiting.ts'
import { createSeats, type OpenSeat, sitDown, toReception } from './reception.ts'
import { ServerFixture } from './server-fixture.ts'
import { createTrunk, createWorkspace, endedCalls, type Workspace } from './workspace.ts'

const [CALLER_HZ, SEAT_HZ, TOM_HZ] = [440, 620, 800]
const TALK_MS = 3_000
let server: ServerFixture

beforeAll(async () => {
  ensureDebianPackages(['baresip-core', 'linphone-cli'])
  server = await ServerFixture.start()
  // baresip sends its media from the address that the system picks for loopback, so the carrier is there too.
  await createTrunk(server, 'Carrier on 127.0.0.1', '127.0.0.1')
})
afterAll(() => server?.[Symbol.asyncDispose]())

/** A carrier, Tom in his office, and a desk whose phone a test brings. */
async function arrange(name: string) {
  const workspace = await createWorkspace(server, { members: 1, route: toReception(60) })
  const [place] = await createSeats(server, workspace, 1)
  const login = workspace.members[0]?.login
  if (!place || !login) throw new Error('no desk, or nobody in the office')
  const folder = (who: string) => join(server.folder, name, who)
  const tom = await Baresip.start({ folder: folder('tom'), toneHz: TOM_HZ, login, autoAnswer: true })
  const carrier = await Baresip.start({ folder: folder('carrier'), toneHz: CALLER_HZ })
  const { extension } = await server.api.get<{ extension: string }>(
    `/numbers/${workspace.members[0]?.numberId}`,
  )
  return { workspace, place, tom, carrier, folder, toTom: uriOf(extension) }
}

const uriOf = (user: string) => `sip:${user}@${server.sip.address}:${server.sip.port}`

/** The carrier rings off, and everybody's recording is complete. */
async function goHome(carrier: Baresip, others: readonly { quit(): Promise<void> }[], seat: OpenSeat) {
  carrier.hangUp()
  await carrier.callEnded()
  for (const phone of [carrier, ...others]) await phone.quit()
  seat.leave()
}

/** How much of what was heard is that tone. */
function share(path: string, hertz: number): number {
  return toneShare(readWav(readFileSync(path)), hertz, 0.5)
}

const outcome = async (workspace: Workspace) =>
  (await endedCalls(server, workspace)).map(({ result }) => result)

describe('a seat on baresip', () => {
  it('answers, and passes the caller on by REFER', async () => {
    const { workspace, place, tom, carrier, folder, toTom } = await arrange('baresip')
    const { login } = place
    const phone = await Baresip.start({ folder: folder('seat'), toneHz: SEAT_HZ, login, autoAnswer: true })
    const seat = await sitDown(server, workspace, place)
    carrier.dial(uriOf(workspace.mainNumber))
    await carrier.established()
    await sleep(TALK_MS)
    phone.transfer(toTom)
    await tom.established()
    await sleep(TALK_MS)
    await goHome(carrier, [phone, tom], seat)
    const atCarrier = carrier.recordings()[0] ?? ''
    expect(share(phone.recordings()[0] ?? '', CALLER_HZ)).toBeGreaterThan(0.9)
    expect(share(atCarrier, SEAT_HZ)).toBeGreaterThan(0.25)
    expect(share(atCarrier, TOM_HZ)).toBeGreaterThan(0.25)
    expect(share(tom.recordings()[0] ?? '', CALLER_HZ)).toBeGreaterThan(0.9)
    expect(await atRest(server, 'calls')).toEqual({})
    expect(await outcome(workspace)).toEqual(['answered-by-reception'])
  })
})

describe('a seat on linphone', () => {
  it('answers, asks Tom by a second call, and joins the two by Replaces', async () => {
    const { workspace, place, tom, carrier, folder, toTom } = await arrange('linphone')
    const phone = await Linphone.start({ folder: folder('seat'), toneHz: SEAT_HZ, login: place.login })
    const seat = await sitDown(server, workspace, place)
    carrier.dial(uriOf(workspace.mainNumber))
    await carrier.established()
    await sleep(TALK_MS)
    await phone.dial(toTom, 2)
    await tom.established()
    await sleep(1_000)
    phone.join(1, 2)
    await phone.callEnded()
    await sleep(TALK_MS)
    await goHome(carrier, [phone, tom], seat)
    const atCarrier = carrier.recordings()[0] ?? ''
    expect(share(atCarrier, SEAT_HZ)).toBeGreaterThan(0.2)
    expect(share(atCarrier, TOM_HZ)).toBeGreaterThan(0.2)
    const atTom = tom.recordings()[0] ?? ''
    expect(share(atTom, CALLER_HZ)).toBeGreaterThan(0.4)
    expect(await atRest(server, 'calls')).toEqual({})
    expect((await outcome(workspace)).sort()).toEqual(['answered-by-member', 'answered-by-reception'])
  })
})
