/**
 * Message-waiting lamps (C9, RFC 3842): phones that subscribe are told by the notifier; the others that show messages are
 * told unasked, when something changes, when they register anew, and when the engine begins.
 */
import type { CallFailure, Clock, Notifier, RequestHandler, Timer, UserAgent } from '@mainline/sip'
import type { Location, RingTarget } from '../location.ts'
import type { DeviceLamp, EngineLog, LampSource } from '../ports.ts'
import { messageSummary, messageSummaryType, writeMessageSummary } from './message-summary.ts'
import { ofDevice, ofNumber } from './watchers.ts'

/** How many phones are waited for when all of them are told: one that is silent takes half a minute. */
const TOLD_AT_A_TIME = 16
/** After this time what the database could not say is asked again, ms. */
const AGAIN_MS = 5_000

export interface MessageLampsOptions {
  readonly lamps: LampSource
  readonly location: Location
  readonly userAgent: Pick<UserAgent, 'request'>
  readonly notifier: Notifier
  readonly clock: Clock
  /** Host of the SIP URIs we write. */
  readonly host: string
  readonly log: EngineLog
  track(work: Promise<unknown>): void
}

export class MessageLamps {
  readonly notifier: Notifier
  readonly #options: MessageLampsOptions
  /** Phones that are being told; true: once more after that. */
  readonly #telling = new Map<string, boolean>()
  /** Phones that could not be told. */
  readonly #owed = new Set<string>()
  /** What the database could not say, by whom it is about: until it is asked again. */
  readonly #unsaid = new Map<string, () => void>()
  #again: Timer | undefined
  /** NOTIFYs that have no answer yet: each ends the wait for it. */
  readonly #unanswered = new Set<() => void>()
  /** The last query: they come one after the other, since calls come first. */
  #asking: Promise<unknown> = Promise.resolve()
  #resting = false
  #closed = false

  constructor(options: MessageLampsOptions) {
    this.#options = options
    this.notifier = options.notifier
  }

  /** The messages of a number, or what its phones carry, changed. */
  changed(numberId: string): void {
    this.#options.track(
      this.#options.lamps.litBy(numberId).then(
        ({ organizationIds, devices }) => {
          for (const one of organizationIds) this.notifier.changed(messageSummary, ofNumber(numberId, one))
          for (const deviceId of devices) this.#tell(deviceId, true)
        },
        this.#askAgain(`number ${numberId}`, () => this.changed(numberId)),
      ),
    )
  }

  /** The engine begins, or may have missed changes. */
  uncertain(): void {
    this.#options.track(this.#tellAll().catch(this.#askAllAgain))
  }

  /** A phone registered. @param anew it was not there before, or has restarted */
  registered(deviceId: string, anew: boolean): void {
    if (anew || this.#owed.has(deviceId)) this.#tell(deviceId, this.#owed.has(deviceId))
  }

  /** A phone is gone, or has other credentials: it has to prove itself anew before it sees anything. */
  deviceChanged(deviceId: string): void {
    this.#owed.delete(deviceId)
    this.notifier.endOf(deviceId, 'deactivated')
  }

  /** The engine is about to stop: what changes is still told, but not every phone for no reason of its own. */
  rest(): void {
    this.#resting = true
  }

  /** Forgets every subscription; no answer of a phone is waited for, nor will one come. */
  close(): void {
    this.#resting = true
    this.#closed = true
    if (this.#again) this.#options.clock.cancel(this.#again)
    this.#unsaid.clear()
    this.notifier.close()
    for (const giveUp of this.#unanswered) giveUp()
  }

  async #tellAll(): Promise<void> {
    const { lamps, track } = this.#options
    this.notifier.changedAll(messageSummary)
    const left = (await lamps.registered()).values()
    for (let n = 0; n < TOLD_AT_A_TIME; n += 1) track(this.#tellEach(left).catch(this.#askAllAgain))
  }

  async #tellEach(left: Iterable<string>): Promise<void> {
    for (const deviceId of left) {
      if (this.#resting) return
      await this.#tellUnasked(deviceId, false)
    }
  }

  #tell(deviceId: string, always: boolean): void {
    if (this.notifier.isWatched(messageSummary, ofDevice(deviceId)))
      this.notifier.changed(messageSummary, ofDevice(deviceId))
    else {
      const again = this.#askAgain(`device ${deviceId}`, () => this.#tell(deviceId, always))
      this.#options.track(this.#tellUnasked(deviceId, always).catch(again))
    }
  }

  readonly #askAllAgain = this.#askAgain('all', () => this.uncertain())

  /** @returns what to do when the database fails: a lamp would else say what is no longer so until it changes again */
  #askAgain(what: string, ask: () => void): (error: unknown) => void {
    return (error) => {
      const { log, clock } = this.#options
      if (this.#closed) return
      log.warn({ error }, 'the lamps of phones could not be read; it is tried again')
      this.#unsaid.set(what, ask)
      this.#again ??= clock.after(AGAIN_MS, () => {
        this.#again = undefined
        const due = [...this.#unsaid.values()]
        this.#unsaid.clear()
        for (const each of due) each()
      })
    }
  }

  /**
   * One NOTIFY at a time to each phone, so that the last one has the last word.
   *
   * @param always it changed; otherwise a phone that never had a lamp is left in peace
   */
  async #tellUnasked(deviceId: string, always: boolean): Promise<void> {
    if (this.#closed) return
    if (this.#telling.has(deviceId)) {
      this.#telling.set(deviceId, true)
      return
    }
    try {
      let due = always
      do {
        this.#telling.set(deviceId, false)
        const lamp = await this.#ask((lamps) => lamps.ofDevice(deviceId))
        if (lamp && (due || lamp.used)) await this.#notifyEverywhere(deviceId, lamp)
        due = true
      } while (this.#telling.get(deviceId) && !this.#closed)
    } finally {
      this.#telling.delete(deviceId)
    }
  }

  async #notifyEverywhere(deviceId: string, lamp: DeviceLamp): Promise<void> {
    const { location, clock } = this.#options
    const bindings = await this.#ask((lamps) => lamps.bindings(deviceId))
    const targets = location.livingWays(deviceId, lamp.username, bindings, clock.epoch())
    const told = await Promise.all(targets.map((target) => this.#notify(target, lamp)))
    if (told.includes(false)) this.#owed.add(deviceId)
    else this.#owed.delete(deviceId)
  }

  #ask<Answer>(question: (lamps: LampSource) => Promise<Answer>): Promise<Answer> {
    const ask = () => question(this.#options.lamps)
    const answer = this.#asking.then(ask, ask)
    this.#asking = answer
    return answer
  }

  /** @returns false when the phone could not be reached; one that refuses is not asked again before it changes */
  #notify(target: RingTarget, lamp: DeviceLamp): Promise<boolean> {
    const { userAgent, host } = this.#options
    const phone = `<sip:${lamp.username}@${lamp.domain}>`
    return new Promise((resolve) => {
      if (this.#closed) {
        resolve(false)
        return
      }
      const giveUp = (): void => resolve(false)
      this.#unanswered.add(giveUp)
      const told = (heard: boolean): void => {
        this.#unanswered.delete(giveUp)
        resolve(heard)
      }
      const handler: RequestHandler = {
        onResponse: () => told(true),
        onFailed: (failure) => {
          this.#note(target, failure)
          told(failure.cause === 'response')
        },
      }
      userAgent.request(
        {
          method: 'NOTIFY',
          uri: target.uri,
          destination: target.destination,
          routes: target.routes,
          from: phone,
          to: phone,
          contact: `<sip:${host}>`,
          // @NOTE deviates: RFC 6665 §4.1.2.3 has no NOTIFY without a subscription; phones have taken these ever since.
          extra: `Event: ${messageSummary}\r\nSubscription-State: terminated\r\n`,
          contentType: messageSummaryType,
          body: writeMessageSummary(lamp),
        },
        handler,
      )
    })
  }

  #note({ id, username }: RingTarget, { status, cause }: CallFailure): void {
    this.#options.log.debug({ deviceId: id, username, status, cause }, 'a phone did not take its lamp')
  }
}
