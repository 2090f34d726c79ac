/**
 * `npm run chaos:voicemail`: callers leave messages while the server and its database are killed, the mail server refuses,
 * dawdles and drops, the disk of the recordings is full, and one packet in ten is lost. All of it at random, but for one: no
 * server dies with a full disk, for what found no room is only in its memory. Exit status 0 only if nothing was lost, nothing
 * is there twice, and mailboxes and lamps count what is there.
 *
 *   --messages N   500 when left out
 *   --callers N    at once; 16 when left out
 *   --full N       seconds that the disk stays full; 30 when left out
 *   --json         one JSON object on standard output instead of the table
 */
import { parseArgs } from 'node:util'
import { runChaos } from './run-chaos.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '500' },
    callers: { type: 'string', default: '16' },
    full: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
})

const { tally, faults, complaints, history } = await runChaos({
  messages: Number(values.messages),
  callers: Number(values.callers),
  fullSeconds: Number(values.full),
  loss: 0.1,
  random: Math.random,
  say: (words) => console.error(words),
})
for (const complaint of complaints) console.error(complaint)
if (complaints.length > 0) for (const line of history) console.error(line)
if (values.json) console.log(JSON.stringify({ ...tally, faults }))
else console.table({ ...tally, ...faults })
const { lost, duplicated, mailsLost, mailsRepeated, mailsResent, countsWrong } = tally
// Four letters at most are under way when a process is killed.
const explained = mailsResent <= 4 * (faults.serverKills + faults.databaseKills)
process.exit(explained && lost + duplicated + mailsLost + mailsRepeated + countsWrong === 0 ? 0 : 1)
