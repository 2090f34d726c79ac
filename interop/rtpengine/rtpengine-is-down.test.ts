/**
 * An rtpengine that is down, seen from outside: figures and readiness say what is true, people are alerted until it is back, and
 * calls that come meanwhile, also before anybody knows of it, are heard (decision 0016).
 */
import { expect, it } from 'vitest'
import { atRest } from '../at-rest.ts'
import { sleep, until } from '../peers/waiting.ts'
import { TOKEN } from '../server-fixture.ts'
import { endedCalls } from '../workspace.ts'
import { startServerWithRtpengine } from './server-with-rtpengine.ts'
import { invitations, Talk } from './two-who-talk.ts'

const here = startServerWithRtpengine()

async function reachable(): Promise<number> {
  const answer = await fetch(`${here.server.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  const gauge = /^mainline_rtpengine_reachable\{rtpengine="([^"]+)"\} (\d)$/m.exec(await answer.text())
  expect(gauge?.[1]).toBe(here.rtpengine.setting)
  return Number(gauge?.[2])
}

interface Listed<Item> {
  readonly items: readonly Item[]
}

/** rtpengines that an alert is about. */
const alerted = async () =>
  (
    await here.server.api.get<Listed<{ data: { rtpengine: string } }>>(
      '/alerts?kind=rtpengine-lost&standing=true',
    )
  ).items.map(({ data }) => data.rtpengine)

/** Those that the list of engines says are missed. */
const missed = async () =>
  (await here.server.api.get<Listed<{ rtpenginesLost: string[] }>>('/engines')).items.flatMap(
    ({ rtpenginesLost }) => rtpenginesLost,
  )

it('is there: the gauge says so, and nobody is alerted', async () => {
  expect(await reachable()).toBe(1)
  expect(await alerted()).toEqual([])
})

it('dies: a call that comes before that is known is heard, as is one that comes later; people are told', async () => {
  const [early, late] = [await Talk.prepare(here.server, 'early'), await Talk.prepare(here.server, 'late')]
  await here.rtpengine.kill9()
  await early.dial(here.server)
  await until('the gauge to say so', async () => (await reachable()) === 0, 10_000)
  // Until now they were not heard; who is shown other ports says so by an answer.
  for (const phone of [early.carrier, early.member])
    await until('the party to be asked again', () => invitations(phone) > 1, 20_000)
  await late.dial(here.server)
  await sleep(4_000)
  await early.end()
  await late.end()
  early.expectHeard(2)
  late.expectHeard(2)
  expect([invitations(late.carrier), invitations(late.member)]).toEqual([1, 1])
  expect(await atRest(here.server, 'calls')).toEqual({})
  for (const { workspace } of [early, late])
    expect(await endedCalls(here.server, workspace)).toMatchObject([{ result: 'answered-by-member' }])

  await until('the alert', async () => (await alerted()).length > 0, 20_000)
  expect([await alerted(), await missed()]).toEqual([[here.rtpengine.setting], [here.rtpengine.setting]])
  // It takes calls: no balancer shall lead them elsewhere.
  expect((await fetch(`${here.server.url}/readyz`)).status).toBe(200)
})

it('a server that starts meanwhile says the same', async () => {
  expect(await here.server.stop()).toBe(0)
  await here.server.start()
  expect(await reachable()).toBe(0)
  expect(await alerted()).toEqual([])
  await until('the alert', async () => (await alerted()).length > 0, 20_000)
})

it('comes back: the alert is over, and calls are its again', async () => {
  await here.rtpengine.startAgain()
  await until('the gauge to say so', async () => (await reachable()) === 1, 10_000)
  await until('the alert to be over', async () => (await alerted()).length === 0, 10_000)
  expect(await missed()).toEqual([])
  await until('its sessions to be ready', async () => (await here.rtpengine.calls()).length > 10, 20_000)
  const talk = await Talk.begin(here.server, 'back')
  expect(await here.rtpengine.parties()).toHaveLength(2)
  await talk.end()
  talk.expectHeard(2)
})
