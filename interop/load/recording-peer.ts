/** What a recording costs elsewhere: Debian's rtpengine in user space, which writes the packets of a call to a file (pcap). */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cpuMs } from '../../bench/calls/cpu-meter.ts'
import { startRtpengine } from '../../bench/relay/rtpengine.ts'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { sleep } from '../peers/waiting.ts'
import { RtpCrowd } from './rtp-crowd.ts'

const ADDRESS = '127.0.0.1'
const WARM_UP_MS = 2_000

/**
 * As many recordings as here: one party of each call speaks, the other only listens, so that what is recorded is as much.
 *
 * @param program `rtp-crowd.c`, compiled
 * @returns CPU ms per second of one recording; undefined where rtpengine cannot be had
 */
export async function rtpengineCpu(
  program: string,
  recordings: number,
  seconds: number,
): Promise<number | undefined> {
  try {
    ensureDebianPackages(['rtpengine-daemon'])
  } catch (error) {
    console.error('rtpengine cannot be had:', error instanceof Error ? error.message : error)
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'rtpengine-recordings-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const crowd = stack.use(await RtpCrowd.open(program, ADDRESS, 2 * recordings))
  const rtpengine = await startRtpengine({ recordings: folder })
  stack.defer(() => rtpengine.stop())
  const ports = await rtpengine.setUp(crowd.ports)
  for (let party = 0; party < ports.length; party += 2)
    crowd.connectTo(party, ADDRESS, ports[party] ?? 0, 'counted')
  await sleep(WARM_UP_MS)
  const [before, from] = [cpuMs(rtpengine.pid), performance.now()]
  await sleep(seconds * 1_000)
  const used = (cpuMs(rtpengine.pid) - before) / ((performance.now() - from) / 1_000) / recordings
  const written = readdirSync(join(folder, 'pcaps')).filter(
    (name) => statSync(join(folder, 'pcaps', name)).size > 0,
  )
  if (written.length !== recordings)
    throw new Error(`rtpengine records ${written.length} of ${recordings} calls`)
  return used
}
