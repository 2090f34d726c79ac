/** Telephones by the hundred, whose audio runs on a thread of its own: what is measured here is not its own doing. */
import { Worker } from 'node:worker_threads'

export interface CrowdHeard {
  /** How many of them heard anything. */
  hearing: number
  packets: number
  lost: number
  /** Longest time between two packets that follow each other without a pause, ms. */
  worstGapMs: number
  /** How many such times were over 40 ms. */
  over40: number
}

export type ToCrowd =
  | { do: 'connect'; index: number; remote: { address: string; port: number }; speaks: boolean }
  | { do: 'press'; index: number; keys: string }
  | { do: 'report' }
  | { do: 'end' }

export type FromCrowd = { said: 'ports'; ports: number[] } | { said: 'heard'; heard: CrowdHeard }

export class RtpCrowd {
  readonly #worker: Worker
  readonly #address: string
  #ports: readonly number[] = []
  #report: ((heard: CrowdHeard) => void) | undefined

  private constructor(worker: Worker, address: string) {
    this.#worker = worker
    this.#address = address
  }

  static async open(address: string, count: number): Promise<RtpCrowd> {
    const worker = new Worker(new URL('rtp-crowd-worker.ts', import.meta.url), {
      workerData: { address, count },
    })
    const crowd = new RtpCrowd(worker, address)
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject)
      worker.on('message', (message: FromCrowd) => {
        if (message.said === 'heard') return crowd.#report?.(message.heard)
        crowd.#ports = message.ports
        resolve()
      })
    })
    return crowd
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
    const port = Number(/^m=audio (\d+)/m.exec(answer)?.[1])
    this.#tell({ do: 'connect', index, remote: { address, port }, speaks })
  }

  press(index: number, keys: string): void {
    this.#tell({ do: 'press', index, keys })
  }

  /** What was heard since the last time. */
  heard(): Promise<CrowdHeard> {
    return new Promise((resolve) => {
      this.#report = resolve
      this.#tell({ do: 'report' })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#tell({ do: 'end' })
    await this.#worker.terminate()
  }

  #tell(message: ToCrowd): void {
    this.#worker.postMessage(message)
  }
}
