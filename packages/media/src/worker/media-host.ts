/** All endpoints of one worker: obeys orders, gathers reports, and looks after what only time brings about. */

import { loadHandshakes } from '../browser/dtls-handshake.ts'
import type { MediaClock } from '../clock.ts'
import type { RecordingResult } from '../media-endpoint.ts'
import { loadOpus } from '../opus/opus-codec.ts'
import { Endpoint, type EndpointHost } from './endpoint.ts'
import { Pacer } from './pacer.ts'
import type { Order, Report, WorkerSettings } from './protocol.ts'
import { Recorder } from './recorder.ts'
import { bindAnyPair, bindRtcp, bindRtp } from './socket-pair.ts'
import { SoundLibrary } from './sound-library.ts'

/** Milliseconds between rounds: recordings move on, statistics are sent in one batch. */
const roundEvery = 100
const roundsPerSecond = 10
/** While something is recorded a round has so many parts, each with its share of the recordings: packets wait less. */
const partsOfRound = 5
/** Tries of an ephemeral port before giving up: the port beside it may be taken. */
const ephemeralTries = 16

interface Play {
  /** The beep of a recording that begins with its end. */
  readonly isBeep: boolean
  readonly tell: (reason: 'finished' | 'stopped' | 'failed') => void
}

type LeasedOrder = Extract<Order, { readonly slot: number }>

export class MediaHost implements EndpointHost {
  readonly clock: MediaClock
  readonly pacer: Pacer
  readonly #settings: WorkerSettings
  readonly #post: (reports: readonly Report[]) => void
  readonly #endpoints: Endpoint[] = []
  readonly #live = new Set<Endpoint>()
  /** Recordings whose file is not complete yet, those of closed endpoints among them, and the part of the round each is in. */
  readonly #recorders = new Map<Recorder, number>()
  readonly #sounds: SoundLibrary
  #reports: Report[] = []
  #posting = false
  #nextPort: number
  #binding: Promise<void> = Promise.resolve()
  #rounds = 0
  #part = 0
  #roundPending = false
  /** What plays or is being loaded: something newer for the endpoint makes the older void. */
  readonly #plays = new Map<Endpoint, Play>()
  #begun = 0
  /** Sockets bound for RTCP since the start. */
  #rtcps = 0

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
      else if (order.op === 'expectBrowsers') void Promise.allSettled([loadHandshakes(), loadOpus()])
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
      case 'secure':
        endpoint.secure(order.keys)
        break
      case 'connect': {
        const other = this.#endpointOf(order.other, order.otherLease)
        if (other) endpoint.connect(other)
        break
      }
      case 'disconnect':
        endpoint.disconnect()
        break
      case 'overhear': {
        const party = this.#endpoints[order.other]
        if (party?.lease === order.otherLease) endpoint.overhear(party)
        break
      }
      case 'play':
        void this.#play(endpoint, order, {
          isBeep: false,
          tell: (reason) => this.#report({ what: 'played', token: order.token, reason }),
        })
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
        if (this.#plays.get(endpoint)?.isBeep) this.#stopPlaying(endpoint)
        endpoint.hearing.recorder?.end('stopped')
        break
      case 'sendDigits':
        endpoint.sendDigits(order.digits, order.milliseconds)
        break
      case 'hearDigit':
        endpoint.hearDigit(order.digit)
        break
      case 'listen':
        if (order.to === 'digits') endpoint.hearing.reportsDigits = true
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

  async #play(
    endpoint: Endpoint,
    { sources, loop }: Pick<Extract<Order, { op: 'play' }>, 'sources' | 'loop'>,
    play: Play,
  ): Promise<void> {
    this.#stopPlaying(endpoint)
    this.#plays.set(endpoint, play)
    // Tones start in this very turn; only files have to be waited for.
    const atOnce = sources.map((source) => this.#sounds.openAtOnce(source))
    const ready = atOnce.every((opener) => opener !== undefined)
    const { openers, failed } = ready
      ? { openers: atOnce.flat(), failed: [] }
      : await this.#sounds.load(sources)
    if (this.#plays.get(endpoint) !== play) return
    for (const file of failed) this.#log('warn', 'a sound cannot be played', { file })
    const end = (reason: 'finished' | 'failed') => {
      this.#plays.delete(endpoint)
      play.tell(reason)
    }
    if (openers.length === 0) return end(failed.length > 0 ? 'failed' : 'finished')
    endpoint.talker().play({
      open: () => openers.map((open) => open()),
      loop,
      onEnd: () => end(failed.length > 0 ? 'failed' : 'finished'),
    })
  }

  #stopPlaying(endpoint: Endpoint): void {
    const play = this.#plays.get(endpoint)
    if (!play) return
    this.#plays.delete(endpoint)
    if (endpoint.playing) endpoint.talker().stop()
    play.tell('stopped')
  }

  #record(endpoint: Endpoint, order: Extract<Order, { op: 'record' }>): void {
    endpoint.hearing.recorder?.end('stopped')
    if (order.beep) this.#beepAndRecord(endpoint, order)
    else this.#beginRecording(endpoint, order)
  }

  /** Begins with the last packet of the beep, whatever the signalling thread is busy with: from there on all is kept (C9). */
  #beepAndRecord(endpoint: Endpoint, order: Extract<Order, { op: 'record' }>): void {
    const nothing = { reason: 'stopped', seconds: 0, speechSeconds: 0 } as const
    void this.#play(
      endpoint,
      { sources: [{ kind: 'beep' }], loop: false },
      {
        isBeep: true,
        tell: (reason) => {
          if (reason === 'stopped') this.#report({ what: 'recorded', token: order.token, result: nothing })
          else this.#beginRecording(endpoint, order)
        },
      },
    )
  }

  #beginRecording(endpoint: Endpoint, { token, settings }: Extract<Order, { op: 'record' }>): void {
    const ended = (result: RecordingResult) => {
      this.#recorders.delete(recorder)
      if (endpoint.hearing.recorder === recorder) endpoint.hearing.recorder = undefined
      this.#report({ what: 'recorded', token, result })
    }
    const wait = (milliseconds: number) =>
      new Promise<void>((passed) => this.clock.after(milliseconds, passed))
    const recorder = new Recorder(settings, this.clock.now(), ended, wait)
    endpoint.hearing.recorder = recorder
    this.#begun += 1
    this.#recorders.set(recorder, this.#begun % partsOfRound)
  }

  /** What is heard or said can be reported on from now on. One that is not told of it hears no reports, and goes on. */
  onAudio(endpoint: Endpoint): void {
    const { address, mostRtcp } = this.#settings
    if (this.#rtcps >= mostRtcp) return
    this.#rtcps += 1
    const bound = bindRtcp(address, endpoint.pair).then((rtcp) => {
      if (rtcp) endpoint.hearReports(rtcp)
      else {
        const port = endpoint.pair.port + 1
        this.#log('warn', 'an RTCP port is taken by another program: its calls have no reports', { port })
      }
    })
    this.#binding = this.#binding.then(() => bound)
  }

  #bind(pairs: number): void {
    this.#binding = this.#binding.then(async () => {
      const firstSlot = this.#endpoints.length
      const ports: number[] = []
      while (ports.length < pairs && !this.#isExhausted) {
        const pair = await (this.#settings.ports.from === 0 ? this.#bindAny() : this.#bindNext())
        if (!pair) break
        this.#endpoints.push(new Endpoint(pair, this, this.#settings.address.includes(':')))
        ports.push(pair.port)
      }
      this.#report({ what: 'bound', firstSlot, ports, exhausted: this.#isExhausted })
    })
  }

  /** No more pairs can ever be bound. Of ports of the system's choice a later try may find some. */
  get #isExhausted(): boolean {
    const { mostPairs, ports } = this.#settings
    return this.#endpoints.length >= mostPairs || (ports.from !== 0 && this.#nextPort + 1 > ports.to)
  }

  async #bindNext() {
    while (this.#nextPort + 1 <= this.#settings.ports.to) {
      const port = this.#nextPort
      this.#nextPort += 2
      const pair = await bindRtp(this.#settings.address, port)
      if (pair) return pair
    }
    return undefined
  }

  async #bindAny() {
    for (let tries = 0; tries < ephemeralTries; tries += 1) {
      const pair = await bindAnyPair(this.#settings.address)
      if (pair) return pair
    }
    return undefined
  }

  #startRounds(): void {
    if (this.#roundPending) return
    this.#roundPending = true
    this.clock.after(this.#recorders.size > 0 ? roundEvery / partsOfRound : roundEvery, this.#round)
  }

  readonly #round = (): void => {
    this.#roundPending = false
    const now = this.clock.now()
    this.#part = this.#recorders.size > 0 ? (this.#part + 1) % partsOfRound : 0
    for (const [recorder, part] of this.#recorders) if (part === this.#part) recorder.tick(now)
    if (this.#part === 0) this.#endRound(now)
    if (this.#live.size > 0 || this.#recorders.size > 0) this.#startRounds()
  }

  #endRound(now: number): void {
    this.#rounds = (this.#rounds + 1) % roundsPerSecond
    if (this.#rounds === 0) for (const endpoint of this.#live) this.#lookAfter(endpoint, now)
    this.#flush()
  }

  #lookAfter(endpoint: Endpoint, now: number): void {
    endpoint.lookAfter(now)
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
      pair.rtcp?.close()
    }
    this.#report({ what: 'shutdown' })
  }
}
