/** sipsak, the Swiss army knife: one OPTIONS, as a monitoring system sends it. */
import { Program } from './program.ts'

/**
 * Sends OPTIONS to `address:port`. Resolves with its exit status (0: answered with 200) and what it printed.
 */
export async function sipsakOptions(
  target: string,
  folder: string,
  transport: 'udp' | 'tcp' = 'udp',
): Promise<{ status: number; output: string }> {
  const sipsak = new Program({
    command: 'sipsak',
    folder,
    args: ['-v', '-v', '-v', '--transport', transport, '-s', `sip:ping@${target}`],
  })
  const status = await sipsak.ended
  return { status, output: sipsak.output() }
}
