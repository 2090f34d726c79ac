/** All endpoints of one worker: obeys orders, gathers reports, and looks after what only time brings about. */

import { loadHandshakes } from '../browser/dtls-handshake.ts'
import type { MediaClock } from '../clock.ts'
import type { RecordingResult } from '../media-endpoint.ts'
import { Endpoint, type EndpointHost } from './endpoint.ts'
import { Pacer } from './pacer.ts'
import type { Order, Report, WorkerSettings } from './protocol.ts'
import { Recorder } from './recorder.ts'
import { bindPair } from './socket-pair.ts'
import { SoundLibrary } from './sound-library.ts'

/** Milliseconds between rounds: recordings move on, statistics are sent in one batch. */
const roundEvery = 100
const roundsPerSecond = 10
/** Tries of an ephemeral port before giving up: every other one is odd. */
const ephemeralTries = 16

type LeasedOrder = Extract<Order, { readonly slot: number }>

export class MediaHost implements EndpointHost {
  readonly clock: MediaClock
  readonly pacer: Pacer
  readonly #settings: WorkerSettings
  readonly #post: (reports: readonly Report[]) => void
  readonly #endpoints: Endpoint[] = []
  readonly #live = new Set<Endpoint>()
  /** Recordings whose file is not complete yet, those of closed endpoints among them. */
  readonly #recorders = new Set<Recorder>()
  readonly #sounds: SoundLibrary
  #reports: Report[] = []
  #posting = false
  #nextPort: number
  #binding: Promise<void> = Promise.resolve()
  #rounds = 0
  #roundPending = false
  /** Play orders answered by loading files: a newer order for the endpoint makes the older one void. */
  readonly #playTokens = new Map<Endpoint, number>()

  constructor(settings: WorkerSettings, clock: MediaClock, post: (reports: readonly Report[]) => void) {
    this.#settings = settings
    this.clock = clock
    this.#post = post
    this.pacer = new Pacer(clock)
    this.#sounds = new SoundLibrary(settings.prompts)
    this.#nextPort = settings.ports.from + (settings.ports.from % 2)
  }

  get identity(): WorkerSettings['identity'] {
    return this.#settings.identity
  }

  obey(orders: readonly Order[]): void {
    for (const order of orders) {
      if (order.op === 'bind') this.#bind(order.pairs)
      else if (order.op === 'expectBrowsers') void loadHandshakes()
      else if (order.op === 'shutdown') void this.#shutdown()
      else this.#obeyLeased(order)
    }
  }

  onDigit(endpoint: Endpoint, digit: string): void {
    this.#report({ what: 'digit', lease: endpoint.lease, digit })
  }

  onLost(endpoint: Endpoint, why: string): void {
    this.#report({ what: 'lost', lease: endpoint.lease, why })
  }

  #obeyLeased(order: LeasedOrder): void {
    const endpoint = this.#endpointOf(order.slot, order.lease)
    if (!endpoint) return
    switch (order.op) {
      case 'remote':
        endpoint.setRemote(order.remote, order.allowFrom)
        break
      case 'browser':
        endpoint.faceBrowser(order.local, order.remote)
        break
      case 'connect': {
        const other = this.#endpointOf(order.other, order.otherLease)
        if (other) endpoint.connect(other)
        break
      }
      case 'disconnect':
        endpoint.disconnect()
        break
      case 'play':
        void this.#play(endpoint, order)
        break
      case 'stopPlaying':
        this.#stopPlaying(endpoint)
        break
      case 'seek':
        if (endpoint.playing) endpoint.talker().seek(order.milliseconds)
        break
      case 'pause':
        if (endpoint.playing) endpoint.talker().pause()
        break
      case 'resume':
        if (endpoint.playing) endpoint.talker().resume()
        break
      case 'record':
        this.#record(endpoint, order)
        break
      case 'stopRecording':
        endpoint.recorder?.end('stopped')
        break
      case 'sendDigits':
        endpoint.talker().sendDigits(order.digits, order.milliseconds)
        break
      case 'hearDigit':
        endpoint.hear('signal', order.digit)
        break
      case 'listen':
        if (order.to === 'digits') endpoint.reportsDigits = true
        else endpoint.reportsInactivity = true
        break
      case 'close':
        this.#close(endpoint)
        break
    }
  }

  #endpointOf(slot: number, lease: number): Endpoint | undefined {
    const endpoint = this.#endpoints[slot]
    if (!endpoint || endpoint.lease === lease) return endpoint
    if (endpoint.lease !== 0) this.#close(endpoint)
    endpoint.begin(lease)
    this.#live.add(endpoint)
    this.#startRounds()
    return endpoint
  }

  #close(endpoint: Endpoint): void {
    const { lease } = endpoint
    this.#stopPlaying(endpoint)
    const statistics = endpoint.end()
    this.#live.delete(endpoint)
    this.#reports.push({ what: 'closed', lease, statistics })
  }

  async #play(endpoint: Endpoint, order: Extract<Order, { op: 'play' }>): Promise<void> {
    this.#stopPlaying(endpoint)
    const { token, loop } = order
    this.#playTokens.set(endpoint, token)
    // Tones start in this very turn; only files have to be waited for.
    const atOnce = order.sources.map((source) => this.#sounds.openAtOnce(source))
    const ready = atOnce.every((opener) => opener !== undefined)
    const { openers, failed } = ready
      ? { openers: atOnce.flat(), failed: [] }
      : await this.#sounds.load(order.sources)
    if (this.#playTokens.get(endpoint) !== token) return
    for (const file of failed) this.#log('warn', 'a sound cannot be played', { file })
    const end = (reason: 'finished' | 'failed') => {
      this.#playTokens.delete(endpoint)
      this.#report({ what: 'played', token, reason })
    }
    if (openers.length === 0) return end(failed.length > 0 ? 'failed' : 'finished')
    endpoint.talker().play({
      open: () => openers.map((open) => open()),
      loop,
      onEnd: () => end(failed.length > 0 ? 'failed' : 'finished'),
    })
  }

  #stopPlaying(endpoint: Endpoint): void {
    const token = this.#playTokens.get(endpoint)
    if (token === undefined) return
    this.#playTokens.delete(endpoint)
    if (endpoint.playing) endpoint.talker().stop()
    this.#report({ what: 'played', token, reason: 'stopped' })
  }

  #record(endpoint: Endpoint, order: Extract<Order, { op: 'record' }>): void {
    endpoint.recorder?.end('stopped')
    const ended = (result: RecordingResult) => {
      this.#recorders.delete(recorder)
      if (endpoint.recorder === recorder) endpoint.recorder = undefined
      this.#report({ what: 'recorded', token: order.token, result })
    }
    const wait = (milliseconds: number) =>
      new Promise<void>((passed) => this.clock.after(milliseconds, passed))
    const recorder = new Recorder(order.settings, this.clock.now(), ended, wait)
    endpoint.recorder = recorder
    this.#recorders.add(recorder)
  }

  #bind(pairs: number): void {
    this.#binding = this.#binding.then(async () => {
      const firstSlot = this.#endpoints.length
      const ports: number[] = []
      let exhausted = false
      while (ports.length < pairs && !exhausted) {
        const pair = this.#settings.ports.from === 0 ? await this.#bindAny() : await this.#bindNext()
        if (pair) {
          this.#endpoints.push(new Endpoint(pair, this, this.#settings.address.includes(':')))
          ports.push(pair.port)
        } else exhausted = true
      }
      this.#report({ what: 'bound', firstSlot, ports, exhausted })
    })
  }

  async #bindNext() {
    while (this.#nextPort + 1 <= this.#settings.ports.to) {
      const port = this.#nextPort
      this.#nextPort += 2
      const pair = await bindPair(this.#settings.address, port)
      if (pair) return pair
    }
    return undefined
  }

  async #bindAny() {
    for (let tries = 0; tries < ephemeralTries; tries += 1) {
      const pair = await bindPair(this.#settings.address, 0)
      if (pair) return pair
    }
    return undefined
  }

  #startRounds(): void {
    if (this.#roundPending) return
    this.#roundPending = true
    this.clock.after(roundEvery, this.#round)
  }

  readonly #round = (): void => {
    this.#roundPending = false
    const now = this.clock.now()
    for (const recorder of this.#recorders) recorder.tick(now)
    this.#rounds = (this.#rounds + 1) % roundsPerSecond
    if (this.#rounds === 0) for (const endpoint of this.#live) this.#lookAfter(endpoint, now)
    this.#flush()
    if (this.#live.size > 0 || this.#recorders.size > 0) this.#startRounds()
  }

  #lookAfter(endpoint: Endpoint, now: number): void {
    endpoint.report(now)
    endpoint.lookAfterBrowser(now)
    if (!endpoint.reportsInactivity || !endpoint.expectsAudio) return
    if (now - Math.max(endpoint.lastHeard, endpoint.silenceToldAt) < this.#settings.inactivity) return
    endpoint.silenceToldAt = now
    this.#report({ what: 'inactive', lease: endpoint.lease })
  }

  /** Sends a report at the end of this turn, with all others that came up in it. */
  #report(report: Report): void {
    this.#reports.push(report)
    if (this.#posting) return
    this.#posting = true
    setImmediate(() => this.#flush())
  }

  #flush(): void {
    this.#posting = false
    if (this.#reports.length === 0) return
    const reports = this.#reports
    this.#reports = []
    this.#post(reports)
  }

  #log(level: 'info' | 'warn' | 'error', message: string, fields: object): void {
    this.#report({ what: 'log', level, message, fields })
  }

  async #shutdown(): Promise<void> {
    for (const endpoint of [...this.#live]) this.#close(endpoint)
    await this.#binding
    while (this.#recorders.size > 0) await new Promise<void>((resolve) => this.clock.after(10, resolve))
    for (const { pair } of this.#endpoints) {
      pair.rtp.close()
      pair.rtcp.close()
    }
    this.#report({ what: 'shutdown' })
  }
}
