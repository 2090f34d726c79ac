/**
 * `npm run fuzz:engine -- --messages 1000000 [--seed N] [--per-second N]`: the long run of the live fuzzer on a server of
 * its own. Prints progress and the first reason to worry; exit status 0 only if there was none.
 */
import { parseArgs } from 'node:util'
import { residentKb } from '../../bench/calls/cpu-meter.ts'
import { atRest } from '../at-rest.ts'
import { strangerAddress } from '../peers/datagram-peer.ts'
import { ServerFixture } from '../server-fixture.ts'
import { callByPeers } from '../sipp-calls.ts'
import { createTrunk, createWorkspace } from '../workspace.ts'
import { fuzzEngine } from './live-fuzz.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'per-second': { type: 'string', default: '5000' },
  },
})
const total = Number(values.messages)
const chunk = Math.min(total, 50_000)
const from = strangerAddress()
await using server = await ServerFixture.start()
const calls = await createWorkspace(server, { members: 5 })
const target = await createWorkspace(server, {
  members: 1,
  route: { steps: [{ target: 'hunt-group', limitSeconds: 5 }], end: 'nobody-available' },
})
await createTrunk(server, 'Fuzzer', from)
const worries: string[] = []
let restAfterFirst = 0

for (let sent = 0, seed = Number(values.seed); sent < total && server.alive; sent += chunk, seed += 1) {
  const options = { messages: chunk, seed, perSecond: Number(values['per-second']), from }
  const [, legitimate] = await Promise.all([
    fuzzEngine(server, target, options),
    callByPeers(server, calls, { calls: 20, ratePerSecond: 4, ringMs: 100, talkMs: 300 }),
  ])
  if (legitimate.trunk.failed > 0)
    worries.push(
      `seed ${seed}: ${legitimate.trunk.failed} legitimate calls failed\n${legitimate.trunkErrors.slice(-2_000)}`,
    )
  if (sent === 0) {
    await atRest(server, 'everything')
    restAfterFirst = residentKb(server.pid)
  }
  console.log(`${sent + chunk} messages, seed ${seed}, ${Math.round(residentKb(server.pid) / 1024)} MB`)
}
if (!server.alive) worries.push(`the server ended: ${server.output().slice(-4_000)}`)
else {
  const left = await atRest(server, 'everything')
  if (Object.keys(left).length > 0) worries.push(`left over: ${JSON.stringify(left)}`)
  const growth = residentKb(server.pid) / restAfterFirst
  console.log(
    `at rest: ${Math.round(residentKb(server.pid) / 1024)} MB, ${growth.toFixed(2)} × that after the first ${chunk}`,
  )
  if (growth > 1.3)
    worries.push(`resident memory grew to ${growth.toFixed(2)} × that after the first ${chunk}`)
}
for (const worry of worries) console.error(worry)
process.exitCode = worries.length === 0 ? 0 : 1
