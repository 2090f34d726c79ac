/** A `MediaEndpoint` in the signalling thread: each method is one order to the worker that holds the port. */

import type { AudioSource } from './audio-source.ts'
import type { BrowserParameters, OurParameters } from './browser/browser-parameters.ts'
import type {
  MediaEndpoint,
  MediaStatistics,
  PlayOptions,
  RecordingResult,
  RecordOptions,
  RemoteOptions,
} from './media-endpoint.ts'
import type { SdesKeys } from './sdes/sdes-audio.ts'
import type { Negotiated } from './sdp/negotiated.ts'
import type { WorkerLink } from './worker-link.ts'

const silent: MediaStatistics = {
  received: 0,
  sent: 0,
  lost: 0,
  refused: 0,
  jitterMs: 0,
  bytesReceived: 0,
  bytesSent: 0,
  codec: undefined,
  firstPacketAt: undefined,
  latchedTo: undefined,
}

const noFile: RecordingResult = {
  reason: 'failed',
  seconds: 0,
  speechSeconds: 0,
  error: 'as many messages are recorded as files may be open',
}

export class LeasedEndpoint implements MediaEndpoint {
  readonly id: number
  readonly port: number
  readonly address: string
  readonly link: WorkerLink
  readonly slot: number
  heard: ((digit: string) => void) | undefined
  inactive: (() => void) | undefined
  lost: ((why: string) => void) | undefined
  closed = false
  /** The other end of a relay. */
  partner: LeasedEndpoint | undefined
  /** Whether the worker has heard of this lease at all. */
  #known = false

  constructor(link: WorkerLink, slot: number, id: number, address: string) {
    this.link = link
    this.slot = slot
    this.id = id
    this.address = address
    this.port = link.leases.portOf(slot)
  }

  setRemote(negotiated: Negotiated, options: RemoteOptions = {}): void {
    if (this.closed) return
    this.#known = true
    this.link.order({
      op: 'remote',
      slot: this.slot,
      lease: this.id,
      remote: negotiated,
      allowFrom: options.allowFrom,
    })
  }

  faceBrowser(local: OurParameters, remote?: BrowserParameters): void {
    if (this.closed) return
    this.#known = true
    this.link.order({ op: 'browser', slot: this.slot, lease: this.id, local, remote })
  }

  secure(keys?: SdesKeys): void {
    if (this.closed) return
    this.#known = true
    this.link.order({ op: 'secure', slot: this.slot, lease: this.id, keys })
  }

  onLost(fire: (why: string) => void): void {
    this.lost = fire
  }

  play(source: AudioSource | readonly AudioSource[], options: PlayOptions = {}): void {
    if (this.closed) return
    this.#known = true
    const token = this.link.playing.add(options.onEnd ?? (() => {}))
    const sources = 'kind' in source ? [source] : source
    this.link.order({
      op: 'play',
      slot: this.slot,
      lease: this.id,
      token,
      sources,
      loop: options.loop ?? false,
    })
  }

  stopPlaying(): void {
    if (!this.closed && this.#known) this.link.order({ op: 'stopPlaying', slot: this.slot, lease: this.id })
  }

  seek(milliseconds: number): void {
    if (!this.closed && this.#known)
      this.link.order({ op: 'seek', slot: this.slot, lease: this.id, milliseconds })
  }

  pause(): void {
    if (!this.closed && this.#known) this.link.order({ op: 'pause', slot: this.slot, lease: this.id })
  }

  resume(): void {
    if (!this.closed && this.#known) this.link.order({ op: 'resume', slot: this.slot, lease: this.id })
  }

  record(options: RecordOptions): void {
    if (this.closed) return
    if (!this.link.mayRecord) {
      queueMicrotask(() => options.onEnded(noFile))
      return
    }
    this.#known = true
    this.link.order({
      op: 'record',
      slot: this.slot,
      lease: this.id,
      token: this.link.recording.add(options.onEnded),
      beep: options.beep ?? false,
      settings: {
        path: options.path,
        key: options.key,
        maxSeconds: options.maxSeconds ?? 300,
        silenceSeconds: options.silenceSeconds ?? 10,
        stopDigits: options.stopDigits ?? '#',
        speechLevel: options.speechLevel ?? -42,
      },
    })
  }

  stopRecording(): void {
    if (!this.closed && this.#known) this.link.order({ op: 'stopRecording', slot: this.slot, lease: this.id })
  }

  onDigit(heard: (digit: string) => void): void {
    if (this.closed) return
    this.heard = heard
    this.#listen('digits')
  }

  onInactive(fire: () => void): void {
    if (this.closed) return
    this.inactive = fire
    this.#listen('inactivity')
  }

  hearDigit(digit: string): void {
    if (!this.closed && this.#known)
      this.link.order({ op: 'hearDigit', slot: this.slot, lease: this.id, digit })
  }

  sendDigits(digits: string, milliseconds = 100): void {
    if (this.closed) return
    this.#known = true
    this.link.order({ op: 'sendDigits', slot: this.slot, lease: this.id, digits, milliseconds })
  }

  /** Tells the worker that packets of this endpoint go to `other` and back. */
  connect(other: LeasedEndpoint): void {
    if (this.closed || other.closed) return
    if (this.link !== other.link)
      throw new Error('the two endpoints live on different workers: open one near the other')
    this.disconnect()
    other.disconnect()
    this.partner = other
    other.partner = this
    this.#known = true
    other.#known = true
    this.link.relays += 1
    this.link.order({
      op: 'connect',
      slot: this.slot,
      lease: this.id,
      other: other.slot,
      otherLease: other.id,
    })
  }

  disconnect(): void {
    if (!this.partner) return
    this.#forgetPartner()
    this.link.order({ op: 'disconnect', slot: this.slot, lease: this.id })
  }

  overhear(party: LeasedEndpoint): void {
    if (this.closed || party.closed) return
    if (this.link !== party.link)
      throw new Error('the two endpoints live on different workers: open one near the other')
    this.#known = true
    this.link.order({
      op: 'overhear',
      slot: this.slot,
      lease: this.id,
      other: party.slot,
      otherLease: party.id,
    })
  }

  close(onStatistics?: (statistics: MediaStatistics) => void): void {
    if (this.closed) return
    this.closed = true
    // The worker undoes the relay itself when it closes one of the two.
    this.#forgetPartner()
    this.heard = undefined
    this.inactive = undefined
    this.lost = undefined
    if (this.#known) {
      this.link.closing.set(this.id, onStatistics ?? (() => {}))
      this.link.orderSometime({ op: 'close', slot: this.slot, lease: this.id })
    } else if (onStatistics) setImmediate(onStatistics, silent)
    this.link.give(this)
  }

  #forgetPartner(): void {
    if (!this.partner) return
    this.partner.partner = undefined
    this.partner = undefined
    this.link.relays -= 1
  }

  #listen(to: 'digits' | 'inactivity'): void {
    this.#known = true
    this.link.order({ op: 'listen', slot: this.slot, lease: this.id, to })
  }
}
