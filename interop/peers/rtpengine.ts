/** Debian's rtpengine in user space, as `deploy/rtpengine` starts it: no root, no kernel module, an address of its own. */
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import { type BencodedWords, isList, isWords } from '../../packages/media/src/relay/rtpengine/bencode.ts'
import { NgClient } from '../../packages/media/src/relay/rtpengine/ng-client.ts'
import { systemClock } from '../../packages/media/src/system-clock.ts'
import { freePort } from './ports.ts'
import { Program } from './program.ts'
import { until } from './waiting.ts'

/** Its ports are at an address where nobody else has any; each worker of vitest has one. */
const addressOf = (which: number) => `127.0.${60 + Number(process.env['VITEST_POOL_ID'] ?? 1)}.${which}`

const placeOf = ({ which = 1, address = addressOf(which) }: RtpengineOptions): string => address

export interface RtpengineOptions {
  readonly folder: string
  /** Several at a time have different ones, from 1. */
  readonly which?: number
  /** Of its own, with everything; one that nobody else has when left out. */
  readonly address?: string
  /** Seconds without packets after which it ends a call; what `deploy/rtpengine` says when left out. */
  readonly timeout?: number
  /** How many ports it has for media; ten thousand when left out. */
  readonly ports?: number
}

export class Rtpengine implements AsyncDisposable {
  readonly address: string
  readonly ngPort: number
  readonly #options: RtpengineOptions
  #program: Program
  #client: NgClient
  #starts = 1

  private constructor(options: RtpengineOptions, ngPort: number) {
    this.#options = options
    this.address = placeOf(options)
    this.ngPort = ngPort
    this.#program = this.#run()
    this.#client = new NgClient({ host: this.address, port: ngPort }, systemClock)
  }

  static async start(options: RtpengineOptions): Promise<Rtpengine> {
    const rtpengine = new Rtpengine(options, await freePort(placeOf(options)))
    await rtpengine.#answers()
    return rtpengine
  }

  /** The value of `MAINLINE_RTPENGINE`. */
  get setting(): string {
    return isIPv6(this.address) ? `[${this.address}]:${this.ngPort}` : `${this.address}:${this.ngPort}`
  }

  output(): string {
    return this.#program.output()
  }

  async kill9(): Promise<void> {
    this.#program.kill('SIGKILL')
    await this.#program.ended
  }

  /** Starts it again at the same place, knowing nothing of what it did. */
  async startAgain(): Promise<void> {
    this.#starts += 1
    this.#program = this.#run()
    await this.#answers()
  }

  /** The calls that it holds. */
  async calls(): Promise<string[]> {
    const { calls } = await this.#ask('list', { limit: 1000 })
    return isList<string>(calls) ? [...calls] : []
  }

  /** Whoever has sent anything. */
  async parties(): Promise<readonly Party[]> {
    const parties: Party[] = []
    for (const call of await this.calls()) {
      const { tags } = await this.#ask('query', { 'call-id': call })
      for (const [tag, party] of Object.entries(isWords(tags) ? tags : {}))
        if (isWords(party)) parties.push({ call, tag, ...heardIn(party) })
    }
    return parties.filter(({ packets }) => packets > 0)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.close()
    await this.#program.stop('SIGTERM')
  }

  #run(): Program {
    const { folder, timeout = 180, ports = 10_000 } = this.#options
    const settings = [
      '--config-file=none',
      '--foreground',
      '--log-stderr',
      '--log-level=5',
      '--table=-1',
      '--num-threads=1',
      `--interface=${this.address}`,
      `--listen-ng=${this.setting}`,
      `--pidfile=${join(folder, 'rtpengine.pid')}`,
      '--port-min=20000',
      `--port-max=${20_000 + ports - 1}`,
      `--timeout=${timeout}`,
    ]
    const name = `rtpengine-${this.address}-${this.#starts}`
    return new Program({ command: 'rtpengine', args: settings, folder, name })
  }

  #answers(): Promise<unknown> {
    return until(
      'rtpengine to answer',
      async () => (await this.#client.ask('ping')).kind === 'done',
      30_000,
      () => this.output().slice(-2_000),
    )
  }

  async #ask(command: string, words: { readonly [key: string]: string | number }): Promise<BencodedWords> {
    const reply = await this.#client.ask(command, words)
    return reply.kind === 'done' ? reply.words : {}
  }
}

/** Who is heard in a call of rtpengine. */
export interface Party {
  readonly call: string
  readonly tag: string
  readonly packets: number
  /** Whom it hears. */
  readonly hears: readonly string[]
}

function heardIn(party: BencodedWords): Pick<Party, 'packets' | 'hears'> {
  const media = firstOf(party['medias'])
  const stats = firstOf(media['streams'])['stats']
  const packets = isWords(stats) ? Number(stats['packets']) : 0
  const hears = isList<BencodedWords>(party['subscriptions']) ? party['subscriptions'] : []
  return { packets, hears: hears.map(({ tag }) => String(tag)) }
}

function firstOf(list: BencodedWords[string]): BencodedWords {
  const first = isList<BencodedWords>(list) ? list[0] : undefined
  return first ?? {}
}
