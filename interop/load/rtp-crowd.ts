/** Telephones by the hundred: a program of its own (`rtp-crowd.c`), so that what is measured is not its own doing. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { compileC } from '../../bench/compile-c.ts'

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
  /** How late the telephones themselves sent at the worst, ms: what others hear of them cannot be better than that. */
  worstLateMs: number
}

/** What one of them has heard since it was told to listen. Times are ms of the monotonic clock, 0 before there is one. */
export interface OwnHeard {
  packets: number
  firstAt: number
  /** When it first heard what it waited for. */
  awaitedAt: number
  lastAt: number
  /** Between any two packets, whoever sent them. */
  worstGapMs: number
}

/** Nothing, counted audio (`counted-audio.ts`), or that byte of A-law over and over. */
export type Speech = 'nothing' | 'counted' | number

/** Now, on the clock of `OwnHeard`. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6

/** `rtp-crowd.c`, compiled. @returns its path */
export const compileRtpCrowd = (): string => compileC(new URL('rtp-crowd.c', import.meta.url))

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

  /** @param answer to the offer @param speech what it sends from now on */
  connect(index: number, answer: string, speech: Speech): void {
    const address = /^c=IN IP4 (\S+)/m.exec(answer)?.[1] ?? ''
    this.connectTo(index, address, Number(/^m=audio (\d+)/m.exec(answer)?.[1]), speech)
  }

  connectTo(index: number, address: string, port: number, speech: Speech): void {
    const speaks = speech === 'nothing' ? 0 : speech === 'counted' ? 1 : speech
    this.#tell(`connect ${index} ${address} ${port} ${speaks}`)
  }

  /** It sends nothing any more. */
  hush(index: number): void {
    this.#tell(`hush ${index}`)
  }

  press(index: number, keys: string): void {
    this.#tell(`press ${index} ${keys}`)
  }

  /** It forgets what it has heard. @param awaited the byte of A-law that it waits for */
  listen(index: number, awaited: number): void {
    this.#tell(`listen ${index} ${awaited}`)
  }

  /** What that one has heard since it listens. */
  async heardBy(index: number): Promise<OwnHeard> {
    this.#tell(`heard ${index}`)
    return JSON.parse(await this.#line())
  }

  /** What all have heard since the last time. */
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
