/** Finds the ladder of every SIP message by its Call-ID: the tap of the transport layer. */
import {
  type Clock,
  flatten,
  HeaderId,
  type SentMessage,
  type SipRequest,
  type SipResponse,
  type Tap,
} from '@mainline/sip'
import { CALLER, MessageLadder } from './message-ladder.ts'

interface Left {
  readonly callId: string
  readonly ladder: MessageLadder
}

interface Followed {
  ladder: MessageLadder
  party: number
  /** Of a caller: what tells it from others who came with the same Call-ID, because somebody before us forked the call. */
  tags: readonly string[]
  /** It has become a call. */
  claimed: boolean
  /** Another one with this Call-ID: only then tags are looked at. */
  next: Followed | undefined
}

/** Calls whose INVITE came and of which nobody has asked yet; twice as many may be kept. */
const MOST_UNCLAIMED = 128
/** How long a call's messages are followed after its end, at least: its last answers are under way then. */
const AFTERWARDS_MS = 1_000
/** Callers of one Call-ID that are told apart. */
const MOST_FORKS = 16
/** Tags of what we send, looked for where a Call-ID has several calls. */
const sentTags = /\r\n(?:From|To): [^\r]*;tag=([^\r;]+)/g

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

  readonly tap: Tap = {
    received: (_flow, message) => this.#noteReceived(message),
    sent: (_flow, text, about = aboutText(text)) => {
      if (about !== undefined) this.#noteSent(text, about)
    },
  }

  /** The ladder of a call that came to us; what was exchanged before it was one included. */
  open(callId: string, fromTag: string | undefined, localTag: string): MessageLadder {
    this.#forgetLeft()
    const forked = this.#followed.get(callId)
    const head = forked ?? this.#unclaimed.get(callId) ?? this.#olderUnclaimed.get(callId)
    this.#unclaimed.delete(callId)
    this.#olderUnclaimed.delete(callId)
    const known = head && among(head, [fromTag])
    const followed = known ?? caller(this.#clock.now(), fromTag)
    if (head === undefined) this.#followed.set(callId, followed)
    else {
      this.#followed.set(callId, head)
      if (known === undefined) append(head, followed)
    }
    followed.claimed = true
    followed.tags = [...followed.tags, localTag]
    return followed.ladder
  }

  /** The messages of that call belong to that ladder from now on: said before an INVITE goes, and when a party moves. */
  follow(callId: string, ladder: MessageLadder, party: number, localTag = ''): void {
    const head = this.#followed.get(callId)
    if (head === undefined)
      this.#followed.set(callId, { ladder, party, tags: [], claimed: true, next: undefined })
    else Object.assign((head.next && among(head, [localTag])) ?? head, { ladder, party })
  }

  /** That end of the call is over, unless it has gone on in another call. */
  leave(callId: string, ladder: MessageLadder): void {
    for (let one = this.#followed.get(callId); one !== undefined; one = one.next)
      if (one.ladder === ladder) this.#leaving.push({ callId, ladder })
  }

  #noteReceived(message: SipRequest | SipResponse): void {
    const callId = message.first(HeaderId.CallId)
    const method = message.findCSeq()?.method
    if (callId === undefined || method === undefined) return
    const head = this.#find(callId)
    const followed =
      head === undefined ? this.#begin(callId, message) : whose(head, message, this.#clock.now())
    const status = message.kind === 'response' ? message.status : 0
    followed?.ladder.note(this.#clock.now(), followed.party, 'received', method, status)
  }

  #noteSent(text: string, { method, callId, status = 0 }: SentMessage): void {
    const head = this.#find(callId)
    if (head === undefined) return
    const tags = head.next && Array.from(text.matchAll(sentTags), ([, tag]) => tag)
    const followed = (tags && among(head, tags)) ?? head
    followed.ladder.note(this.#clock.now(), followed.party, 'sent', method, status)
  }

  #find(callId: string): Followed | undefined {
    const followed = this.#followed.get(callId)
    if (followed !== undefined || this.#unclaimed.size + this.#olderUnclaimed.size === 0) return followed
    return this.#unclaimed.get(callId) ?? this.#olderUnclaimed.get(callId)
  }

  #begin(callId: string, message: SipRequest | SipResponse): Followed | undefined {
    if (!asksForCall(message)) return undefined
    if (this.#unclaimed.size >= MOST_UNCLAIMED) {
      this.#olderUnclaimed = this.#unclaimed
      this.#unclaimed = new Map()
    }
    const followed = caller(this.#clock.now(), message.findFrom()?.tag)
    this.#unclaimed.set(flatten(callId), followed)
    return followed
  }

  #forgetLeft(): void {
    const now = this.#clock.now()
    if (now < this.#guardChanges) return
    this.#guardChanges = now + AFTERWARDS_MS
    for (const { callId, ladder } of this.#leavingLonger) this.#forget(callId, ladder)
    this.#leavingLonger = this.#leaving
    this.#leaving = []
  }

  #forget(callId: string, ladder: MessageLadder): void {
    const head = this.#followed.get(callId)
    if (head === undefined) return
    const left: Followed[] = []
    for (let one: Followed | undefined = head; one !== undefined; one = one.next)
      if (one.ladder !== ladder) left.push(one)
    if (!left.some(({ claimed }) => claimed)) this.#followed.delete(callId)
    else if (left[0]) {
      left.forEach((one, i) => {
        one.next = left[i + 1]
      })
      this.#followed.set(callId, left[0])
    }
  }
}

/** What a message of ours is, by its text: it has every header once and in full, CSeq after Call-ID. */
function aboutText(text: string): SentMessage | undefined {
  const start = text.indexOf('\r\nCall-ID: ') + 11
  const end = text.indexOf('\r', start)
  if (start === 10 || end < 0) return undefined
  return {
    method: text.slice(text.indexOf(' ', end + 8) + 1, text.indexOf('\r', end + 1)),
    callId: text.slice(start, end),
    ...(text.startsWith('SIP/2.0 ') && { status: Number(text.slice(8, 11)) }),
  }
}

const caller = (now: number, tag: string | undefined): Followed => ({
  ladder: new MessageLadder(now),
  party: CALLER,
  tags: tag === undefined ? [] : [flatten(tag)],
  claimed: false,
  next: undefined,
})

/** The one of that Call-ID that has one of these tags. */
function among(head: Followed, tags: readonly (string | undefined)[]): Followed | undefined {
  for (let one: Followed | undefined = head; one !== undefined; one = one.next)
    if (one.tags.some((tag) => tags.includes(tag))) return one
  return undefined
}

function append(head: Followed, followed: Followed): void {
  let last = head
  for (let count = 1; last.next !== undefined; count += 1) {
    if (count === MOST_FORKS) return
    last = last.next
  }
  last.next = followed
}

/** An INVITE outside a dialog. */
const asksForCall = (message: SipRequest | SipResponse): message is SipRequest =>
  message.kind === 'request' && message.method === 'INVITE' && message.findTo()?.tag === undefined

/** Whose message it is. An INVITE from another tag is another call, though its Call-ID is the same (RFC 3261 §8.2.2.2). */
function whose(head: Followed, message: SipRequest | SipResponse, now: number): Followed {
  const asks = message.kind === 'request' && message.method === 'INVITE' && head.tags.length > 0
  if (head.next === undefined && !asks) return head
  const known = among(head, [message.findFrom()?.tag, message.findTo()?.tag])
  if (known !== undefined || !asksForCall(message)) return known ?? head
  const forked = caller(now, message.findFrom()?.tag)
  append(head, forked)
  return forked
}
