/**
 * One call while it lives: a serial mailbox of events, the pure core that decides, and the table of commands that
 * obeys. It knows no rule (C3–C11): those are in `@mainline/pbx`.
 */
import {
  advance,
  type Call,
  type CallEvent,
  type CallPlan,
  newCall,
  recordOf,
  type Side,
} from '@mainline/pbx'
import {
  type CallEnd,
  flatten,
  type IncomingCall,
  type Call as SipCall,
  type SipRequest,
  type Timer,
} from '@mainline/sip'
import { lookAfter } from './answered-party.ts'
import { type PartyStatistics, toCallRecord, toInterruptedRecord } from './call-record.ts'
import type { CallerIdentity } from './caller-identity.ts'
import { CallerSide } from './caller-side.ts'
import { performers } from './commands/index.ts'
import type { EngineParts } from './engine-parts.ts'
import type { MediaEndpoint } from './media-port.ts'
import type { MessageLadder } from './message-ladder.ts'
import type { OutboundLeg } from './outbound-leg.ts'
import type { VisitedPortal } from './portal/visited-portal.ts'
import type { Device, LivePlan, Trunk } from './ports.ts'
import { sessionOf } from './session-of.ts'

/** What is known of a call when it is born. */
export interface CallOrigin {
  readonly id: string
  readonly incoming: IncomingCall
  readonly identity: CallerIdentity
  /** undefined: the number does not exist. */
  readonly number: LivePlan | undefined
  readonly trunk: Trunk | undefined
  /** The phone of ours that calls. */
  readonly device?: Device | undefined
  /** Mailbox of the phone that calls the voice portal (C10). */
  readonly ownMailbox?: string | undefined
  readonly plan: CallPlan
}

/** Who has the caller's end of a call: at first whoever called; a transfer may seat another there. */
export interface CallerEnd {
  readonly dialog: SipCall
  readonly name: string
  /** It is a phone of ours. */
  readonly device: { readonly id: string; readonly numberId: string } | undefined
}

/** How long a request is asked again, and answers of those that are slow to it (RFC 3261 §17.1.2, 64*T1), milliseconds. */
const FIRST_WORD_MS = 35_000

export class LiveCall {
  readonly origin: CallOrigin
  readonly parts: EngineParts
  /** Copied at arrival: the INVITE is let go of with the final response. */
  readonly request: SipRequest
  /** The session description of the INVITE; without one, our answer makes the offer (RFC 3261 §13.2.1). */
  readonly offer: string | undefined
  readonly legs = new Map<number, OutboundLeg>()
  readonly timers = new Map<string, Timer>()
  /** Parties that have put us on hold. */
  readonly holding = new Set<MediaEndpoint>()
  /** Faces the caller; opened with the first need of it. */
  callerMedia: MediaEndpoint | undefined = undefined
  /** Faces whoever rings; shared by legs that ring together. */
  calleeMedia: MediaEndpoint | undefined = undefined
  readonly sipCallId: string
  /** Its messages so far. */
  readonly ladder: MessageLadder
  caller: CallerEnd
  /** What the dialog of the caller's end tells goes there. */
  readonly callerSide: CallerSide
  /** Of a call out: the trunk that it went by, or was tried last. */
  wayOut: Trunk | undefined = undefined
  /** The visit to the voice portal, while there is one. */
  portal: VisitedPortal | undefined = undefined
  message: { id: string; file: string } | undefined = undefined
  /** The caller left, or the call ended, while the message's row was being written. */
  messageUnwanted = false
  #call: Call
  #queue: CallEvent[] = []
  #unheardSince: number | undefined
  #busy = false
  #finished = false
  #aborted = false
  /** The record is the journal's. */
  #recorded = false
  #whenRecorded: (() => void) | undefined
  /** Of which the SIP side holds something. */
  readonly #openLegs = new Set<OutboundLeg>()
  readonly #statistics: PartyStatistics[] = []
  #awaitedStatistics = 0
  /** Legs that rang together share an endpoint, which is closed once. */
  readonly #closedMedia: MediaEndpoint[] = []

  /** @param resumed how far another engine has come with it; left out: it begins */
  constructor(origin: CallOrigin, parts: EngineParts, resumed?: Call) {
    this.origin = origin
    this.parts = parts
    this.request = origin.incoming.request
    this.offer = sessionOf(this.request)
    this.sipCallId = flatten(origin.incoming.callId)
    this.ladder = parts.ladders.open(this.sipCallId, this.request.fromTag, origin.incoming.localTag)
    this.#call = resumed ?? newCall(origin.plan)
    const { incoming, device, identity } = origin
    this.caller = {
      dialog: incoming,
      name: identity.name ?? identity.number ?? 'Anonymous',
      device: device && { id: device.id, numberId: device.numberId },
    }
    this.callerSide = new CallerSide(this, this.offer === undefined && resumed === undefined)
    origin.incoming.setHandler(this.callerSide)
  }

  get state(): Call {
    return this.#call
  }

  get incoming(): IncomingCall {
    return this.origin.incoming
  }

  /** No event is taken any more. */
  get isOver(): boolean {
    return this.#finished
  }

  /** Epoch milliseconds, for the events of this call. */
  now(): number {
    return this.parts.clock.epoch()
  }

  /** The next event. Events that a command causes wait until all commands of the present one are performed. */
  post(event: CallEvent): void {
    if (this.#finished) return
    this.#queue.push(event)
    if (this.#busy) return
    this.#busy = true
    const doubted = this.parts.doubted(this.origin.id)
    if (doubted) void doubted.then(() => this.#takeAll())
    else this.#takeAll()
  }

  #takeAll(): void {
    try {
      for (let next = this.#queue.shift(); next && !this.#finished; next = this.#queue.shift())
        this.#take(next)
    } finally {
      this.#busy = false
    }
  }

  /** RFC 3261 §16.6: what we send on has one hop less than what came. */
  nextMaxForwards(): number {
    return Math.max(0, (this.request.maxForwards ?? 70) - 1)
  }

  /** The caller is about to be answered: from here on the call cannot be lost from the records (C13). */
  noteAnswered(): void {
    this.parts.journal.answered(toInterruptedRecord(this, this.now()))
    if (this.callerMedia) lookAfter(this.incoming, this.callerMedia, this.parts)
  }

  /** It goes on here: the record that stands without an end is this engine's now. */
  noteResumed(): void {
    this.parts.journal.answered(toInterruptedRecord(this, this.#call.answeredAt))
  }

  /** May this leg's answer become the call's answer, as things stand? */
  wantsAnswer(leg: OutboundLeg): boolean {
    if (this.#finished) return false
    const known = this.#call.legs.find((each) => each.leg === leg.number)
    return known?.state === 'calling' || known?.state === 'ringing'
  }

  /** Resolves when its record is the journal's; asked once, by an engine that stops. */
  recorded(): Promise<void> {
    if (this.#recorded) return Promise.resolve()
    return new Promise((resolve) => {
      this.#whenRecorded = resolve
    })
  }

  addLeg(leg: OutboundLeg): void {
    this.legs.set(leg.number, leg)
    this.#openLegs.add(leg)
  }

  /** The SIP side holds nothing of this leg any more. */
  legEnded(leg: OutboundLeg): void {
    leg.ringsNoMore()
    if (leg.call !== undefined) this.parts.ladders.leave(leg.call.callId, this.ladder)
    if (!this.#openLegs.delete(leg)) return
    // Another trunk may have taken its place.
    if (this.legs.get(leg.number) === leg) this.legs.delete(leg.number)
    const shared = [...this.legs.values()].some(({ media }) => media === leg.media)
    if (leg.media !== this.calleeMedia && !shared) this.closeMedia('callee', leg.media)
    this.#forgetIfOver()
  }

  /**
   * Nothing is heard of the leg any more: its page is gone, or its network. What the SIP side still holds is let go of;
   * the BYE may reach nobody.
   */
  legLost(leg: OutboundLeg): void {
    const { state, reception } = this.#call
    // C7: whose network is gone did not hang up on the caller.
    if (state === 'attended' && reception?.leg === leg.number) this.post({ type: 'seatLost', at: this.now() })
    else this.post({ type: 'legHungUp', leg: leg.number, at: this.now() })
    this.#despite(() => leg.call?.bye())
  }

  /** The same of the caller. @param end how it was found out */
  callerLost(end: CallEnd | undefined = undefined): void {
    this.post({ type: 'callerHungUp', at: end ? this.endedAt(end) : this.now() })
    this.#despite(() => this.caller.dialog.bye())
  }

  /** The party goes on in another call, or in another place of this one: it is not ours to close or to end any more. */
  letGo(side: Side, media: MediaEndpoint): void {
    this.holding.delete(media)
    if (side === 'caller') {
      this.callerMedia = undefined
      return
    }
    this.parted(side)
    const leg = this.legs.get(side)
    if (leg === undefined) return
    this.legs.delete(side)
    this.#openLegs.delete(leg)
  }

  /** The leg answered for those that rang with it, and leaves: its endpoint is nobody else's any more. */
  parted(side: number): void {
    if (this.legs.get(side)?.media === this.calleeMedia) this.calleeMedia = undefined
  }

  closeMedia(party: 'caller' | 'callee', media: MediaEndpoint | undefined): void {
    if (!media || this.#closedMedia.includes(media)) return
    this.#closedMedia.push(media)
    this.#awaitedStatistics += 1
    try {
      media.close((statistics) => {
        this.#statistics.push({ party, statistics })
        this.#awaitedStatistics -= 1
        this.#writeRecordIfComplete()
      })
    } catch (error) {
      this.#awaitedStatistics -= 1
      this.logBug(error, 'close')
    }
  }

  /** The core has finished: everything that is still held is let go of, and the record follows. */
  finish(): void {
    this.#finished = true
    this.#queue.length = 0
    for (const timer of this.timers.values()) this.parts.clock.cancel(timer)
    this.timers.clear()
    if (this.portal) this.#despite(() => this.portal?.close())
    // The record waits until all of them are asked.
    this.#awaitedStatistics += 1
    // Whoever talked has an endpoint of its own when it is a page or a number outside: its figures belong to the record, and its BYE
    // may be answered long after that is written.
    for (const { answered, media } of this.legs.values()) if (answered) this.closeMedia('callee', media)
    this.closeMedia('callee', this.calleeMedia)
    this.closeMedia('caller', this.callerMedia)
    this.calleeMedia = undefined
    this.callerMedia = undefined
    this.#despite(() => this.parts.receptions.of(this)?.forget(this))
    this.#awaitedStatistics -= 1
    this.#writeRecordIfComplete()
  }

  /** Another engine goes on with it, because this one was silent for too long: no record of it is ours to write. */
  forsake(): void {
    this.parts.journal.letGo(this.origin.id)
    this.leaveRunning()
  }

  /** It goes on at another engine: whatever is here of it is let go of without a word. The journal has it until somebody ends it. */
  leaveRunning(): void {
    this.#finished = true
    this.#recorded = true
    for (const timer of this.timers.values()) this.parts.clock.cancel(timer)
    this.timers.clear()
    this.caller.dialog.abandon()
    this.callerMedia?.letGo()
    for (const { call, media } of this.legs.values()) {
      call?.abandon()
      media.letGo()
    }
    this.legs.clear()
    this.#openLegs.clear()
    this.#whenRecorded?.()
    this.#forgetIfOver()
  }

  /**
   * Nobody has heard of its parties since then: whoever does not know of the call any more has left in the meantime. So for as
   * long as the first word to them may take.
   */
  unheardSince(at: number): void {
    this.#unheardSince = Math.max(at, this.#call.answeredAt ?? 0, this.#call.stepFrom)
    const known = this.parts.clock.after(FIRST_WORD_MS, () => {
      this.#unheardSince = undefined
    })
    this.timers.set('unheard', known)
  }

  /** For how long nobody has heard of its parties, ms. */
  unheardFor(): number {
    return this.now() - (this.#unheardSince ?? this.now())
  }

  /** When a party ended its call, which its SIP side tells now: epoch ms. */
  endedAt(end: CallEnd): number {
    return (end === 'dialog-lost' ? this.#unheardSince : undefined) ?? this.now()
  }

  #take(event: CallEvent): void {
    try {
      const before = this.#call
      const turn = advance(before, event)
      this.#call = turn.call
      if (this.parts.events.wanted(this)) this.parts.events.tell(this, before)
      this.parts.dialogLamps.moved(this, before)
      for (const command of turn.commands) performers[command.do](this, command as never)
      this.parts.kept?.moved(this)
    } catch (error) {
      this.wentWrong(error, event.type)
    }
  }

  /** A bug must cost this call at most, never the engine, and end it (no silent drop: the caller is told). */
  wentWrong(error: unknown, event: string): void {
    this.logBug(error, event)
    if (this.#aborted) return
    this.#aborted = true
    for (const leg of this.legs.values()) this.#despite(() => leg.call?.bye())
    // Before the answer a carrier may have another way to take.
    this.#despite(() => this.incoming.reject({ status: 500 }) || this.caller.dialog.bye())
    this.#despite(() => this.finish())
    this.#despite(() => this.parts.kept?.changed(this))
    this.#writeRecordIfComplete()
  }

  logBug(error: unknown, event: string): void {
    this.parts.log.error({ error, callId: this.origin.id, event }, 'a call went wrong')
  }

  /** One thing that cannot be let go of must not keep the others. */
  #despite(letGo: () => void): void {
    try {
      letGo()
    } catch (error) {
      this.logBug(error, 'end')
    }
  }

  #writeRecordIfComplete(): void {
    if (!this.#finished || this.#recorded || this.#awaitedStatistics > 0) return
    this.#recorded = true
    const record = recordOf(this.#call)
    this.parts.journal.ended(
      record
        ? toCallRecord(this, record, this.#statistics)
        : toInterruptedRecord(this, this.#call.answeredAt),
      this.ladder,
    )
    this.#whenRecorded?.()
    this.#forgetIfOver()
  }

  /** A call is live until its record is written: whoever waits for the last call must find every record (C13). */
  #forgetIfOver(): void {
    if (!this.#recorded || this.#openLegs.size > 0) return
    this.parts.ladders.leave(this.caller.dialog.callId, this.ladder)
    this.parts.forget(this)
  }
}
