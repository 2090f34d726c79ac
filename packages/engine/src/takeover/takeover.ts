/**
 * Takes over the calls of engines that are no more (product §6.9): looks for them again and again, and at once when a party
 * of one asks for something. Each party then learns where its call is by a session refresh (RFC 4028 §7.4).
 */
import type { Clock, Call as SipCall, SipRequest, Timer } from '@mainline/sip'
import { flatten } from '@mainline/sip'
import type { EngineParts } from '../engine-parts.ts'
import type { LiveCall } from '../live-call.ts'
import type { DeviceSource } from '../ports.ts'
import { type ClaimedKeptCalls, FORM_OF, KEPT_FORMS, type KeptCallStore } from './kept-call.ts'
import type { KeptCalls } from './kept-calls.ts'
import { phonesOf, resumeCall } from './resume-call.ts'
import { Standstill } from './standstill.ts'

const CLAIM_EVERY_MS = 2_000
/** A request is held so long: its engine counts as dead some seconds after its death, and the peer asks for 32 s. */
const PATIENCE_MS = 12_000
const ASK_AGAIN_MS = 500
/** A call that lives elsewhere is given within some hundredths of a second, or not at all. */
const GIVEN_WITHIN_MS = 2_000
const LOOK_AGAIN_MS = 50
/** Between two looks there is no more time than that, unless the database was away, or this process stood still. */
const LATE_MS = 3_000
/**
 * How long the database has to be there before anything is taken: when it comes back, engines that live have not said so yet.
 */
const STEADY_MS = 5_000
/** A look that reaches the database later takes nothing: if that stood still, whoever lives has not said so yet. */
const CLAIM_WITHIN_MS = 1_500
/** Requests held at a time; whoever sends more to calls that nobody has is refused at once. */
const MOST_HELD = 200
/** Nobody listens longer to silence: for such a caller no phone is rung. */
const MOST_SILENCE_MS = 60_000
/** Parties are told one after the other, not all in the same instant. */
const TELL_EACH_MS = 5

export interface TakeoverOptions {
  readonly store: KeptCallStore
  readonly kept: KeptCalls
  readonly devices: DeviceSource
  readonly parts: EngineParts
  readonly clock: Clock
  /** Finds out where a phone of ours is registered, as far as that is not known. */
  readonly locate: (device: { readonly id: string; readonly username: string }) => Promise<void>
  /** The call is live here from now on. */
  readonly born: (call: LiveCall) => void
}

export class Takeover {
  readonly #options: TakeoverOptions
  readonly #standstill: Standstill
  #timer: Timer | undefined
  #claiming: Promise<void> | undefined
  #held = 0
  #lookedAt: number
  #steadySince: number
  /** Milliseconds from our clock to that of the database. */
  #ahead = Number.NEGATIVE_INFINITY
  #closed = false

  constructor(options: TakeoverOptions) {
    this.#options = options
    // Whoever starts has just spoken to the database.
    this.#lookedAt = options.clock.now()
    this.#steadySince = this.#lookedAt
    const { clock } = options
    this.#standstill = new Standstill({ clock, ask: () => this.#giveUpWhatIsTaken() })
    this.#schedule()
  }

  /** Takes what is to be had. Resolves when that is live here. */
  claim(): Promise<void> {
    this.#claiming ??= this.#claim()
      .catch((error: unknown) => {
        this.#options.parts.log.warn({ error }, 'the calls of other engines could not be looked for')
      })
      .finally(() => {
        this.#claiming = undefined
      })
    return this.#claiming
  }

  /** Resolves when it is known whether the call is still this engine's; undefined: there is no doubt of it. */
  doubted(callId: string): Promise<void> | undefined {
    return this.#options.kept.has(callId) ? this.#standstill.doubt : undefined
  }

  /** A request within a call that nobody here has: it waits for its call, if there is one. */
  onUnknownCall(request: SipRequest, resume: () => void): void {
    if (this.#held >= MOST_HELD) {
      resume()
      return
    }
    this.#held += 1
    const until = this.#options.clock.now() + PATIENCE_MS
    void this.#await(flatten(request.callId), until)
      .catch((error: unknown) => {
        this.#options.parts.log.warn({ error }, 'the call of a request could not be looked for')
      })
      .finally(() => {
        this.#held -= 1
        resume()
      })
  }

  /**
   * Gets the call of a dialog that another engine runs, if two talk in it, one of them by that device: it wants to join it with its
   * own. Calls of others stay where they are.
   *
   * @returns whether it is live here by now
   */
  async fetch(sipCallId: string, deviceId: string): Promise<boolean> {
    const { store, clock } = this.#options
    // It would be given a call that it does not take up yet.
    if (!this.#isSteady) return false
    if (!(await store.ask({ sipCallId, deviceId, forms: [FORM_OF.two] }))) return false
    const until = clock.now() + GIVEN_WITHIN_MS
    while (!this.#closed && clock.now() < until) {
      await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve))
      await this.claim()
      if (this.#isHere(sipCallId)) return true
    }
    return false
  }

  /** Another engine asks for a call. It gets one in which two talk; others are more than what is kept of them. */
  async give(callId: string, engineId: string): Promise<void> {
    const { store, kept, parts } = this.#options
    const live = [...parts.liveCalls()].find(({ origin }) => origin.id === callId)
    if (live === undefined || !kept.isUndisturbed(callId)) return
    // Its newest state.
    kept.changed(live)
    await kept.flush()
    if (!kept.isUndisturbed(callId) || !kept.isTold(callId)) return
    if (!(await store.give(callId, engineId))) return
    kept.lost(callId)
    live.forsake()
    parts.log.info({ callId, engineId }, 'a call goes on at another engine, which has asked for it')
  }

  /** Looks for no more calls. Resolves when the last look is over. */
  async close(): Promise<void> {
    this.#closed = true
    this.#standstill.close()
    if (this.#timer) this.#options.clock.cancel(this.#timer)
    await this.#claiming
  }

  async #await(sipCallId: string, until: number): Promise<void> {
    const { store, clock } = this.#options
    if (!(await store.knows(sipCallId))) return
    for (;;) {
      await this.claim()
      if (this.#closed || this.#isHere(sipCallId) || clock.now() >= until) return
      await new Promise<void>((resolve) => clock.after(ASK_AGAIN_MS, resolve))
    }
  }

  #isHere(sipCallId: string): boolean {
    for (const live of this.#options.parts.liveCalls()) {
      if (live.caller.dialog.callId === sipCallId) return true
      for (const { call } of live.legs.values()) if (call?.callId === sipCallId) return true
    }
    return false
  }

  get #isSteady(): boolean {
    return this.#options.clock.now() - this.#steadySince >= STEADY_MS
  }

  async #claim(): Promise<void> {
    const { store, kept, parts, clock } = this.#options
    const now = clock.now()
    if (now - this.#lookedAt > LATE_MS) this.#steadySince = now
    if (!this.#isSteady) {
      await this.#giveUpWhatIsTaken()
      this.#lookedAt = now
      return
    }
    if (kept.storedIds.length > 0) await this.#giveUpWhatIsTaken()
    // Our clock counts parts of milliseconds, too.
    const deadline = Math.floor(now + this.#ahead + CLAIM_WITHIN_MS)
    const { calls } = this.#heard(await store.claim({ forms: KEPT_FORMS, running: kept.knownIds, deadline }))
    this.#lookedAt = now
    if (calls.length === 0) return
    let taken = 0
    for (const call of calls) if (await this.#take(call, taken)) taken += 1
    parts.log.warn({ taken, lost: calls.length - taken }, 'calls of another engine were taken over')
  }

  /** By how much the clock of the database is ahead of ours is told with each answer. */
  #heard<Answer extends { readonly now: number }>(answer: Answer): Answer {
    this.#ahead = answer.now - this.#options.clock.now()
    return answer
  }

  /** This engine may have been silent for so long that others took it for dead. */
  async #giveUpWhatIsTaken(): Promise<void> {
    const { store, kept, parts } = this.#options
    const taken = new Set(this.#heard(await store.takenOver(kept.storedIds)).taken)
    if (taken.size === 0) return
    // One that has just ended here has no row any more.
    for (const live of [...parts.liveCalls()])
      if (taken.has(live.origin.id) && kept.has(live.origin.id)) {
        kept.lost(live.origin.id)
        live.forsake()
      }
    parts.log.warn({ calls: taken.size }, 'another engine took this one for dead and has its calls')
  }

  async #take(call: ClaimedKeptCalls['calls'][number], before: number): Promise<boolean> {
    const { kept, devices, parts, clock, locate, born } = this.#options
    const { username } = call.state
    try {
      const device = username === null ? undefined : await devices.findByUsername(username)
      for (const phone of [device, ...phonesOf(call.state)]) if (phone) await locate(phone)
      const resumed = resumeCall(call, device, parts)
      if (resumed === undefined) return false
      const { live, heard } = resumed
      born(live)
      kept.adopted(live)
      live.unheardSince(call.unheardSince)
      // Nobody is left in silence that will not end.
      if (!heard)
        live.post({ type: 'mediaFailed', at: clock.epoch(), detail: 'its audio was lost with its engine' })
      else if (call.state.callee === null && live.unheardFor() > MOST_SILENCE_MS)
        live.callerLost('dialog-lost')
      else {
        if (call.state.callee === null) live.post({ type: 'engineLost', at: clock.epoch() })
        const parties = partiesOf(live)
        clock.after(before * TELL_EACH_MS, () => {
          for (const party of parties) party.refresh()
        })
      }
      return heard
    } catch (error) {
      parts.log.error({ error, callId: call.callId }, 'a call could not be taken over')
      return false
    }
  }

  #schedule(): void {
    this.#timer = this.#options.clock.after(CLAIM_EVERY_MS, () => {
      void this.claim().finally(() => this.#closed || this.#schedule())
    })
  }
}

/** Whoever has to be told where the call is, also when a transfer takes it out of this call meanwhile. */
const partiesOf = ({ caller, legs }: LiveCall): SipCall[] => [
  caller.dialog,
  ...[...legs.values()].flatMap(({ call }) => call ?? []),
]
