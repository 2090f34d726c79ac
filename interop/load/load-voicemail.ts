/**
 * `npm run load:voicemail`: hundreds of messages being recorded and hundreds of people in the voice portal at once. Prints one
 * JSON object: gaps in what is recorded (each packet sent is counted) and played (time between packets of RTP), INVITE to 180
 * with and without the load, CPU of the server. The telephones are on the same machine.
 *
 *   --recordings N   200 when left out
 *   --visits N       200 when left out
 *   --seconds N      of each measurement; 20 when left out, at most 30: what visitors hear must outlast it
 *   --json           as it is in any case
 */
import { parseArgs } from 'node:util'
import { runLoad } from './run-load.ts'

const { values } = parseArgs({
  options: {
    recordings: { type: 'string', default: '200' },
    visits: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
    json: { type: 'boolean', default: true },
  },
})
const longest = 30
if (!(Number(values.seconds) > 0 && Number(values.seconds) <= longest)) {
  console.error(`--seconds is a number up to ${longest}; without it 20 are measured`)
  process.exit(1)
}
const result = await runLoad({
  recordings: Number(values.recordings),
  visits: Number(values.visits),
  seconds: Number(values.seconds),
  say: (words) => console.error(words),
})
console.log(JSON.stringify(result))
process.exit(0)
