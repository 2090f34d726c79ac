/** Finds the ladder of every SIP message by its Call-ID: the tap of the transport layer. */
import { type Clock, flatten, HeaderId, type SipRequest, type SipResponse, type Tap } from '@mainline/sip'
import { CALLER, type LadderDirection, MessageLadder } from './message-ladder.ts'

interface Left {
  readonly callId: string
  readonly ladder: MessageLadder
}

interface Followed {
  readonly ladder: MessageLadder
  readonly party: number
}

/** Calls whose INVITE came and of which nobody has asked yet; twice as many may be kept. */
const MOST_UNCLAIMED = 128
/** How long a call's messages are followed after its end, at least: its last answers are under way then. */
const AFTERWARDS_MS = 1_000

export class MessageLadders {
  readonly #clock: Clock
  readonly #followed = new Map<string, Followed>()
  /** A new INVITE may be refused before it is a call, and many may come: the oldest are forgotten. */
  #unclaimed = new Map<string, Followed>()
  #olderUnclaimed = new Map<string, Followed>()
  /** Ends that are over, since the last change of guard and since the one before; forgotten in bulk, with the next call. */
  #leaving: Left[] = []
  #leavingLonger: Left[] = []
  #guardChanges = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Call-IDs that are followed. */
  get size(): number {
    return this.#followed.size
  }

  readonly tap: Tap = (direction, _flow, text, message) => {
    if (message === undefined) this.#noteSent(direction, text)
    else this.#noteReceived(direction, message)
  }

  /** The ladder of a call that came to us; what was exchanged before it was one included. */
  open(callId: string): MessageLadder {
    this.#forgetLeft()
    const known = this.#unclaimed.get(callId) ?? this.#olderUnclaimed.get(callId)
    this.#unclaimed.delete(callId)
    this.#olderUnclaimed.delete(callId)
    const ladder = known?.ladder ?? new MessageLadder(this.#clock.now())
    this.#followed.set(callId, known ?? { ladder, party: CALLER })
    return ladder
  }

  /** The messages of that call belong to that ladder from now on: said before an INVITE goes, and when a party moves. */
  follow(callId: string, ladder: MessageLadder, party: number): void {
    this.#followed.set(callId, { ladder, party })
  }

  /** That end of the call is over, unless it has gone on in another call. */
  leave(callId: string, ladder: MessageLadder): void {
    if (this.#followed.get(callId)?.ladder !== ladder) return
    this.#leaving.push({ callId, ladder })
  }

  #noteReceived(direction: LadderDirection, message: SipRequest | SipResponse): void {
    const callId = message.first(HeaderId.CallId)
    const method = message.findCSeq()?.method
    if (callId === undefined || method === undefined) return
    const followed = this.#find(callId) ?? this.#begin(callId, message)
    const status = message.kind === 'response' ? message.status : 0
    followed?.ladder.note(this.#clock.now(), followed.party, direction, method, status)
  }

  #noteSent(direction: LadderDirection, text: string): void {
    // Our own messages have every header once and in full, CSeq after Call-ID.
    const start = text.indexOf('\r\nCall-ID: ') + 11
    const end = text.indexOf('\r', start)
    if (start === 10 || end < 0) return
    const followed = this.#find(text.slice(start, end))
    if (followed === undefined) return
    const method = text.slice(text.indexOf(' ', end + 8) + 1, text.indexOf('\r', end + 1))
    const status = text.startsWith('SIP/2.0 ') ? Number(text.slice(8, 11)) : 0
    followed.ladder.note(this.#clock.now(), followed.party, direction, method, status)
  }

  #find(callId: string): Followed | undefined {
    const followed = this.#followed.get(callId)
    if (followed !== undefined || this.#unclaimed.size + this.#olderUnclaimed.size === 0) return followed
    return this.#unclaimed.get(callId) ?? this.#olderUnclaimed.get(callId)
  }

  #begin(callId: string, message: SipRequest | SipResponse): Followed | undefined {
    if (message.kind === 'response' || message.method !== 'INVITE') return undefined
    if (message.findTo()?.tag !== undefined) return undefined
    if (this.#unclaimed.size >= MOST_UNCLAIMED) {
      this.#olderUnclaimed = this.#unclaimed
      this.#unclaimed = new Map()
    }
    const followed = { ladder: new MessageLadder(this.#clock.now()), party: CALLER }
    this.#unclaimed.set(flatten(callId), followed)
    return followed
  }

  #forgetLeft(): void {
    const now = this.#clock.now()
    if (now < this.#guardChanges) return
    this.#guardChanges = now + AFTERWARDS_MS
    for (const { callId, ladder } of this.#leavingLonger)
      if (this.#followed.get(callId)?.ladder === ladder) this.#followed.delete(callId)
    this.#leavingLonger = this.#leaving
    this.#leaving = []
  }
}
