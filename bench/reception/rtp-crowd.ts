/** Many light phones' audio, on a thread of its own so that nothing else of the load delays what is measured. */
import { Worker } from 'node:worker_threads'

/** What a phone has heard since it began to listen. Times are milliseconds of the monotonic clock. */
export interface Heard {
  readonly firstAt: number | undefined
  /** When it first heard what it awaited. */
  readonly awaitedAt: number | undefined
  readonly lastAt: number | undefined
  /** Without what the load itself was too late for. */
  readonly worstGapMs: number
  readonly worstGapAsHeardMs: number
  readonly packets: number
}

export type CrowdOrder = { readonly id: number } & (
  | { readonly do: 'open'; readonly address: string }
  | { readonly do: 'talk'; readonly address: string; readonly port: number; readonly says: number }
  | { readonly do: 'listen'; readonly to: number | undefined }
  | { readonly do: 'hush' }
  | { readonly do: 'report' }
)

export interface CrowdAnswer {
  readonly id: number
  readonly port?: number
  readonly heard?: Heard | undefined
  readonly worstLateMs?: number
}

/** Now, on the clock of `Heard`. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6

export class RtpCrowd {
  readonly #worker = new Worker(new URL('./rtp-crowd-worker.ts', import.meta.url))
  readonly #waiting = new Map<number, (answer: CrowdAnswer) => void>()
  #made = 0
  /** How late its own sending was at the worst: what is measured cannot be better than that. */
  worstLateMs = 0

  constructor() {
    this.#worker.on('message', (answer: CrowdAnswer) => {
      this.worstLateMs = Math.max(this.worstLateMs, answer.worstLateMs ?? 0)
      this.#waiting.get(answer.id)?.(answer)
      this.#waiting.delete(answer.id)
    })
  }

  /** One more phone's audio, at any port of the address. */
  async open(address: string): Promise<Voice> {
    this.#made += 1
    const id = this.#made
    const { port = 0 } = await this.#ask({ id, do: 'open', address })
    return new Voice(address, port, {
      order: (order) => this.#worker.postMessage({ ...order, id }),
      report: async () => (await this.#ask({ id, do: 'report' })).heard,
    })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #ask(order: CrowdOrder): Promise<CrowdAnswer> {
    return new Promise((resolve) => {
      this.#waiting.set(order.id, resolve)
      this.#worker.postMessage(order)
    })
  }
}

type Untold<Order> = Order extends CrowdOrder ? Omit<Order, 'id'> : never

/** One phone's audio; used for one call after the other. */
export class Voice {
  readonly port: number
  readonly #address: string
  readonly #link: { order(order: Untold<CrowdOrder>): void; report(): Promise<Heard | undefined> }

  constructor(
    address: string,
    port: number,
    link: { order(order: Untold<CrowdOrder>): void; report(): Promise<Heard | undefined> },
  ) {
    this.#address = address
    this.port = port
    this.#link = link
  }

  /** Its session description: A-law. */
  get description(): string {
    const { port } = this
    const address = this.#address
    return [
      'v=0',
      `o=- ${port} 1 IN IP4 ${address}`,
      's=-',
      `c=IN IP4 ${address}`,
      't=0 0',
      `m=audio ${port} RTP/AVP 8`,
      'a=rtpmap:8 PCMA/8000',
      '',
    ].join('\r\n')
  }

  /** Forgets what it heard. @param awaited the byte that fills the packets of whoever it waits for */
  listen(awaited?: number): void {
    this.#link.order({ do: 'listen', to: awaited })
  }

  /** Sends packets full of `says` to where the peer's description says. */
  talk(description: string, says: number): void {
    const address = /c=IN IP4 (\S+)/.exec(description)?.[1] ?? this.#address
    this.#link.order({ do: 'talk', address, port: Number(/m=audio (\d+)/.exec(description)?.[1]), says })
  }

  hush(): void {
    this.#link.order({ do: 'hush' })
  }

  async heard(): Promise<Heard> {
    const heard = await this.#link.report()
    if (!heard) throw new Error('the voice is not open')
    return heard
  }
}
