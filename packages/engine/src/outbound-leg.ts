/**
 * One INVITE that we sent for a call: to a device, or by a trunk. It turns what the SIP side tells into events of the
 * call (C4); what to do about them is decided elsewhere.
 */
import {
  type Call,
  type CallEnd,
  type CallFailure,
  flatten,
  type OutgoingCall,
  type OutgoingCallHandler,
  parseRetryAfter,
  type Referral,
  type Respond,
  type SipRequest,
  type SipResponse,
} from '@mainline/sip'
import { lookAfter } from './answered-party.ts'
import { guardEvents } from './event-guard.ts'
import { heedHold } from './hold.ts'
import { digitOf } from './info-digit.ts'
import type { LiveCall } from './live-call.ts'
import type { MediaEndpoint } from './media-port.ts'
import type { Phone } from './same-phone.ts'
import { refreshed, renegotiate } from './session-change.ts'
import { sessionOf } from './session-of.ts'

/** Forks of one INVITE that are remembered while they ring. */
const MOST_FORKS = 16

export class OutboundLeg implements OutgoingCallHandler {
  readonly number: number
  readonly live: LiveCall
  /** The endpoint that faces this party; legs that ring together share one until the answer. */
  readonly media: MediaEndpoint
  /** Its answer is a 2xx whose audio waits for "press 1". */
  readonly confirm: boolean
  /** Also one that came to us, once a transfer has made its party a leg; then there is nothing to cancel. */
  call: (Call & Partial<Pick<OutgoingCall, 'cancel'>>) | undefined = undefined
  #ringing = false
  /** What each fork that rings said of its session, by To tag. */
  #early: Map<string, string> | undefined = undefined
  answered = false
  /** The connection that it goes over; 0 without one. */
  connectionId = 0
  /** The party is a page (RFC 7118). */
  inPage = false
  /** It goes by a trunk: tries another one, where this one cannot now. @returns whether it does */
  elsewhere: ((status: number, reason: string) => boolean) | undefined
  /** The caller may hear what it plays before it answers: nobody else rings. */
  passesEarlyMedia = false
  /** The phone of ours that it rings: a device, and which of those that use its name. */
  phone: { readonly id: string; readonly username: string; readonly phone: Phone } | undefined
  /** It goes by that trunk. */
  trunkId: string | undefined
  /** What it is called, where the record of the call shall name it. */
  trunkName: string | undefined
  /** Anything came back, if only a 100. */
  heard = false
  /** What came back says more than that the request arrived. */
  proceeds = false
  #abandoned = false
  /** It rings outside: to be called when it does no more. */
  ringsOutside: (() => void) | undefined
  /** The address that a phone of ours is reached at: that of its router when it is behind NAT. */
  source: string | undefined

  constructor(live: LiveCall, number: number, media: MediaEndpoint, confirm: boolean) {
    this.live = live
    this.number = number
    this.media = media
    this.confirm = confirm
  }

  onHeard(): void {
    this.heard = true
    if (this.trunkId !== undefined) this.live.parts.trunkTroubles.hasSpoken(this.trunkId)
  }

  onProvisional(response: SipResponse): void {
    this.proceeds = true
    if (this.#abandoned) return
    // A fork is over (RFC 6228 §4): it does not ring, and what it said of its session is nobody's.
    if (response.status === 199) {
      this.#early?.delete(response.toTag ?? '')
      return
    }
    this.#noteEarly(response)
    if (response.status >= 180 && this.passesEarlyMedia && this.#takeEarly(response)) return
    // 100 says only that the request arrived; early media of a fork is never played (peers may all send some).
    if (response.status < 180 || this.#ringing) return
    this.#ringing = true
    this.live.post({ type: 'legRinging', leg: this.number, at: this.live.now() })
  }

  /** @returns whether the response brought audio that the caller hears now */
  #takeEarly(response: SipResponse): boolean {
    const session = sessionOf(response)
    if (session === undefined || this.#early?.size !== 1 || this.media.takeAnswer(session)) return false
    this.#ringing = true
    this.live.post({ type: 'legRinging', leg: this.number, at: this.live.now(), early: true })
    return true
  }

  /** Another trunk is tried: whatever comes of this one now is let go. */
  abandon(): void {
    this.#abandoned = true
    this.ringsNoMore()
    this.call?.cancel?.('')
  }

  onAnswered(response: SipResponse): void {
    if (this.#abandoned) {
      this.call?.bye()
      return
    }
    this.answered = true
    this.ringsNoMore()
    const answer = this.#answerOf(response)
    // A loser of the race must not touch the endpoint it shares with the winner (C4: second 2xx).
    if (!this.live.wantsAnswer(this)) {
      this.live.post({ type: 'legAnswered', leg: this.number, at: this.live.now() })
      return
    }
    if (this.source !== undefined) this.media.comesFrom(this.source, 'phone')
    const refused = this.media.takeAnswer(answer)
    if (refused) {
      this.call?.bye()
      const reason = refused.refusal
      this.live.post({ type: 'legFailed', leg: this.number, at: this.live.now(), status: 488, reason })
      return
    }
    if (this.call) lookAfter(this.call, this.media, this.live.parts)
    const trunk = this.trunkName
    this.live.post({ type: 'legAnswered', leg: this.number, at: this.live.now(), trunk })
  }

  /** Legs that ring together share an endpoint: what one of them says is kept as text until it has answered. */
  #noteEarly(response: SipResponse): void {
    this.#keepEarly(response.to.tag, sessionOf(response))
  }

  #keepEarly(tag: string | undefined, session: string | undefined): void {
    if (tag === undefined || session === undefined) return
    this.#early ??= new Map()
    if (this.#early.size < MOST_FORKS || this.#early.has(tag)) this.#early.set(tag, flatten(session))
  }

  /**
   * The answer to our offer. It has been given, and is not repeated, when it came with a reliable provisional response of that
   * dialog (RFC 3262 §5, RFC 6337 §2.1); some leave it out as well after one that was not reliable.
   */
  #answerOf(response: SipResponse): string {
    const early = this.#early?.get(response.toTag ?? '')
    this.#early = undefined
    return sessionOf(response) ?? early ?? ''
  }

  onFailed(failure: CallFailure): void {
    if (this.trunkId !== undefined) this.#noteTrouble(this.trunkId, failure)
    if (this.#abandoned) return
    if (failure.error !== undefined && this.trunkId !== undefined) {
      const { code, message } = failure.error
      this.live.parts.log.warn({ trunkId: this.trunkId, code, message }, 'a trunk cannot be reached')
    }
    // Once it rings, the carrier has taken it; an emergency call is not over with that.
    const taken = this.#ringing && this.live.state.plan.outgoing?.class !== 'emergency'
    const { status } = failure
    const reason = failure.response?.reason ?? causeInWords[failure.cause]
    if (!taken && this.live.wantsAnswer(this) && this.elsewhere?.(status, reason)) return
    const trunk = this.trunkName
    this.live.post({ type: 'legFailed', leg: this.number, at: this.live.now(), status, reason, trunk })
  }

  /** What its failure says of the trunk: whether the next calls had better go by another. */
  #noteTrouble(trunkId: string, { status, cause, response }: CallFailure): void {
    const { trunkTroubles, edges } = this.live.parts
    const asked = status === 503 ? parseRetryAfter(response?.header('Retry-After') ?? '') : undefined
    if (asked !== undefined) trunkTroubles.wasBusy(trunkId, asked.seconds)
    else if (!this.heard && (cause === 'timeout' || cause === 'transport')) trunkTroubles.wasSilent(trunkId)
    // An edge says 100 by itself, and 408 for a carrier that says nothing (RFC 3261 §16.7).
    else if (edges !== undefined && !this.proceeds && status === 408) trunkTroubles.wasSilent(trunkId)
  }

  /** Answered, refused or given up. */
  ringsNoMore(): void {
    this.ringsOutside?.()
    this.ringsOutside = undefined
  }

  onReinvite(request: SipRequest, respond: Respond): void {
    renegotiate(this.live, this.media, request, respond)
  }

  onRefreshed(response: SipResponse): void {
    refreshed(this.live, this.media, response)
  }

  /** The answer to an offer that our 200 to a re-INVITE made (RFC 3261 §14.2). */
  onAck(request: SipRequest): void {
    const answer = sessionOf(request)
    if (answer === undefined || this.media.takeAnswer(answer)) return
    heedHold(this.live, this.media)
    this.live.parts.kept?.changed(this.live)
  }

  onRefer(referral: Referral): void {
    this.live.parts.heedRefer({ live: this.live, side: this.number }, referral)
  }

  onUpdate(request: SipRequest, respond: Respond): void {
    if (this.answered) {
      renegotiate(this.live, this.media, request, respond)
      return
    }
    // It shares its endpoint with whoever has the call by now.
    if (!this.live.wantsAnswer(this)) {
      respond({ status: 488 })
      return
    }
    renegotiate(this.live, this.media, request, (parts) => {
      respond(parts)
      // Its 2xx need not say it again, and means this and not what came with a response before (RFC 3311 §5.2, RFC 3262 §5).
      if (parts.status < 300) this.#keepEarly(request.from.tag, sessionOf(request))
    })
  }

  onInfo(request: SipRequest, respond: Respond): void {
    respond({ status: 200 })
    const digit = digitOf(request)
    if (digit !== undefined) this.media.hearDigit(digit)
  }

  onEnded(end: CallEnd): void {
    // Receptionists hang up at their desk: a page that lets go by itself was reloaded, or lost its audio (C7).
    if (this.answered && this.inPage) this.live.legLost(this)
    else if (this.answered)
      this.live.post({ type: 'legHungUp', leg: this.number, at: this.live.endedAt(end) })
    this.live.legEnded(this)
  }

  /** What the SIP side told was not handled: the leg is let go of, and the call goes on as if it had failed, or was lost (C6, C7). */
  broken(error: unknown, event: string): void {
    const { live, call } = this
    live.logBug(error, event)
    if (call?.state === 'ended') live.legEnded(this)
    if (live.wantsAnswer(this)) {
      const leg = this.number
      live.post({ type: 'legFailed', leg, at: live.now(), status: 500, reason: 'internal error' })
      call?.bye()
    } else live.legLost(this)
  }
}

guardEvents(OutboundLeg)

const causeInWords: Readonly<Record<CallFailure['cause'], string>> = {
  response: 'refused',
  timeout: 'no response',
  transport: 'could not be reached',
  cancelled: 'cancelled',
}
