/**
 * `npm run load:reception`: the reception of one site at its busiest, on throwaway data. Bars: nobody lost, the order kept,
 * p99 from a seat's click to audio on both sides at most 300 ms, no gap in anybody's audio over 60 ms. One JSON object on
 * standard output; exit status 1 when a bar is missed.
 *
 *   --json          nothing else is said
 *   --seconds N     600 when left out
 *   --waiting N     callers that wait at any time, 100
 *   --seats N       20
 *   --rate N        calls answered a second, 1
 *   --talk N        seconds that a seat talks, 10
 *
 * The machine has to be quiet: where the load itself comes late, `worstLateMsOfTheLoad` says so.
 */
import { parseArgs } from 'node:util'
import { ServerFixture } from '../../interop/server-fixture.ts'
import { ReceptionLoad } from './reception-load.ts'

const text = (value: string) => ({ type: 'string', default: value }) as const
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: text('600'),
    waiting: text('100'),
    seats: text('20'),
    rate: text('1'),
    talk: text('10'),
  },
})

const began = Date.now()
const say = (words: string) => {
  if (!values.json) console.error(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${words}`)
}

await using server = await ServerFixture.start({ rtpPorts: 4_000 })
const result = await new ReceptionLoad(server, {
  waiting: Number(values.waiting),
  seats: Number(values.seats),
  seconds: Number(values.seconds),
  rate: Number(values.rate),
  talkMs: Number(values.talk) * 1000,
  say,
}).run()
console.log(JSON.stringify(result, null, 2))
const { lost, outOfOrder, p99MsClickToAudio, worstGapMs } = result
const held = lost === 0 && outOfOrder === 0 && p99MsClickToAudio <= 300 && worstGapMs <= 60
if (!held) process.exitCode = 1
