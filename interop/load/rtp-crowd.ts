/** Telephones by the hundred: a program of its own (`rtp-crowd.c`), so that what is measured is not its own doing. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface CrowdHeard {
  /** How many of them heard anything. */
  hearing: number
  packets: number
  lost: number
  /**
   * Time between two packets that follow each other without a pause, ms, by the kernel's receive time: the 99th percentile and
   * the longest.
   */
  p99GapMs: number
  worstGapMs: number
  /** How many such times were over 40 ms. */
  over40: number
}

export class RtpCrowd implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #lines: NodeJS.AsyncIterator<string>
  readonly #address: string
  #ports: readonly number[] = []

  private constructor(child: ChildProcess, lines: NodeJS.AsyncIterator<string>, address: string) {
    this.#child = child
    this.#lines = lines
    this.#address = address
  }

  /** @param program `rtp-crowd.c`, compiled */
  static async open(program: string, address: string, count: number): Promise<RtpCrowd> {
    const child = spawn(program, [address, String(count)], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const crowd = new RtpCrowd(child, lines, address)
    crowd.#ports = (await crowd.#line()).split(' ').map(Number)
    return crowd
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Where each of them is. */
  get ports(): readonly number[] {
    return this.#ports
  }

  /** The session description of one of them. */
  offer(index: number): string {
    return [
      'v=0',
      `o=- ${index + 1} 1 IN IP4 ${this.#address}`,
      's=-',
      `c=IN IP4 ${this.#address}`,
      't=0 0',
      `m=audio ${this.#ports[index]} RTP/AVP 8 101`,
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-15',
      '',
    ].join('\r\n')
  }

  /** @param answer to the offer @param speaks it sends counted audio from now on */
  connect(index: number, answer: string, speaks: boolean): void {
    const address = /^c=IN IP4 (\S+)/m.exec(answer)?.[1] ?? ''
    this.connectTo(index, address, Number(/^m=audio (\d+)/m.exec(answer)?.[1]), speaks)
  }

  connectTo(index: number, address: string, port: number, speaks: boolean): void {
    this.#tell(`connect ${index} ${address} ${port} ${speaks ? 1 : 0}`)
  }

  press(index: number, keys: string): void {
    this.#tell(`press ${index} ${keys}`)
  }

  /** What was heard since the last time. */
  async heard(): Promise<CrowdHeard> {
    this.#tell('report')
    return JSON.parse(await this.#line())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.stdin?.end()
    await ended
  }

  #tell(order: string): void {
    this.#child.stdin?.write(`${order}\n`)
  }

  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next()
    if (done) throw new Error('the telephones ended')
    return value
  }
}
