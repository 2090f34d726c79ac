/** Callers who speak a tone into whatever answers: sipp streaming A-law. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../peers/ports.ts'
import { type Sipp, startSippCaller } from '../peers/sipp.ts'
import { toneAlaw } from '../peers/tone.ts'
import type { ServerFixture } from '../server-fixture.ts'
import { TRUNK_ADDRESS } from '../workspace.ts'

export const SPEECH_HZ = 440

/** Calls `number` and speaks for `speakMs` once answered: a tone, or what is given as A-law, over and over. */
export async function startSpeaker(
  server: ServerFixture,
  number: string,
  name: string,
  speakMs: number,
  speech: Uint8Array = toneAlaw(SPEECH_HZ, 10),
): Promise<Sipp> {
  const folder = join(server.folder, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'speech.alaw'), speech)
  writeFileSync(join(folder, 'dial.csv'), `SEQUENTIAL\n${number}\n`)
  return startSippCaller({
    scenario: new URL('../sipp/trunk-speaker.xml', import.meta.url).pathname,
    folder,
    name: 'speaker',
    address: TRUNK_ADDRESS,
    port: await freePort(TRUNK_ADDRESS),
    target: `${server.sip.address}:${server.sip.port}`,
    calls: 1,
    ratePerSecond: 10,
    pauseMs: speakMs,
    dial: join(folder, 'dial.csv'),
    timeoutMs: 60_000,
    // Sound, its RTCP, and the same for a picture that nobody sends: sipp binds the third as well.
    extra: ['-mp', String(await freePort(TRUNK_ADDRESS, 4))],
  })
}
