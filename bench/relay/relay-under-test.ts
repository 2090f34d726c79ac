/** A relay as the bench sees it: a process on cpu 0 that is told the parties of each call and names the ports to send to. */

export interface RelayUnderTest {
  readonly pid: number
  /** Sets up one call for each two parties; returns for each party the port of the relay that faces it. */
  setUp(parties: readonly number[]): Promise<readonly number[]>
  stop(): Promise<void>
}

/**
 * Arguments of `nice` that run a program on one cpu, before all ordinary work of the machine: what else runs would show as
 * jitter of the relay. Without the right to do so, `nice` warns and runs the program all the same.
 */
export function alone(cpu: number, program: string, ...rest: readonly string[]): string[] {
  return ['-n', '-15', 'taskset', '-c', String(cpu), program, ...rest]
}

/** Plain A-law from a port of loopback. */
export function partySdp(port: number): string {
  return `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n`
}
