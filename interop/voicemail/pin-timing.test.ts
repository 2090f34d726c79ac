/**
 * Nobody learns from the time that a refusal takes whether a mailbox exists, has a PIN of its own, or is locked (M12): heard
 * at a telephone, over many calls, in turn.
 */

import { RtpPhone } from '@mainline/media/testing'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { SipPhone } from '@mainline/sip/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sleep } from '../peers/waiting.ts'
import { ServerFixture } from '../server-fixture.ts'
import { createWorkspace, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'

const PORTAL_NUMBER = '+442079460001'
const TRIALS = 24
const AT_ONCE = 4
/** By how much the medians may differ: a packet of audio, and how often is looked. */
const TOLERANCE_MS = 25

let server: ServerFixture
let workspace: Workspace
let carrier: SipPhone

beforeAll(async () => {
  server = await ServerFixture.start()
  workspace = await createWorkspace(server, { members: 0, route: { steps: [{ target: 'voicemail' }] } })
  const { version } = await server.api.get<{ version: number }>(`/sites/${workspace.siteId}`)
  await server.api.patch(`/sites/${workspace.siteId}`, { version, portalNumber: PORTAL_NUMBER })
  carrier = await SipPhone.open({
    network: nodeNetwork(),
    clock: systemClock(),
    address: TRUNK_ADDRESS,
    user: 'carrier',
    server: server.sip,
  })
})
afterAll(async () => {
  await carrier?.close()
  await server?.[Symbol.asyncDispose]()
})

it('a mailbox that is there and one that is not are refused after the same time', async () => {
  const { extension } = await server.api.get<{ extension: string }>(`/numbers/${workspace.mainNumberId}`)
  const times = new Map<string, number[]>([
    [extension, []],
    ['1998', []],
  ])
  let caller = 0
  for (let done = 0; done < TRIALS; done += AT_ONCE / 2) {
    // Both kinds under the same load, at the same moment; whoever calls first is served first, so they take turns in that.
    const kinds = [...times.keys()]
    if ((done / (AT_ONCE / 2)) % 2 === 1) kinds.reverse()
    const trials = kinds.flatMap((mailbox) => Array.from({ length: AT_ONCE / 2 }, () => mailbox))
    await Promise.all(
      trials.map(async (mailbox) => {
        caller += 1
        times
          .get(mailbox)
          ?.push(await refusalTime(mailbox, `+4420794${String(60_100 + caller).padStart(6, '0')}`))
      }),
    )
  }
  const [there, missing] = [times.get(extension) ?? [], times.get('1998') ?? []]
  expect(there).toHaveLength(TRIALS)
  expect(Math.abs(median(there) - median(missing))).toBeLessThan(TOLERANCE_MS)
  // Mann-Whitney: beyond 3.3 once in a thousand runs of equals.
  expect(Math.abs(rankDifference(there, missing))).toBeLessThan(3.3)
}, 240_000)

/** From the last key to the first sound of the refusal, ms. */
async function refusalTime(mailbox: string, callerNumber: string): Promise<number> {
  const phone = await RtpPhone.open({ address: TRUNK_ADDRESS })
  const call = carrier.call(`sip:${PORTAL_NUMBER}@${server.sip.address}`, {
    from: `<sip:${callerNumber}@${TRUNK_ADDRESS}>`,
    body: phone.offer(),
  })
  try {
    await call.answered
    phone.accept(call.remoteBody)
    await sleep(300)
    phone.press(`${mailbox}#90000${callerNumber.at(-1)}#`)
    // Keys stop the prompt; what is sent next is the refusal.
    await sleep((mailbox.length + 8) * 180 + 100)
    const pressed = performance.now()
    const before = phone.received
    while (phone.received === before && performance.now() - pressed < 10_000) await sleep(2)
    return performance.now() - pressed
  } finally {
    call.hangUp()
    phone.close()
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The Mann-Whitney U test's z: how unlikely it is that both come from one distribution. */
function rankDifference(a: readonly number[], b: readonly number[]): number {
  let wins = 0
  for (const one of a) for (const other of b) wins += one > other ? 1 : one === other ? 0.5 : 0
  const deviation = Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12)
  return (wins - (a.length * b.length) / 2) / deviation
}
