/**
 * The caller's end of a call, the twin of `outbound-leg.ts`: it turns what the SIP side tells into events of the call; what to do
 * about them is decided elsewhere. Whoever has that end by a transfer is heard here as well.
 */
import type { CallEnd, IncomingCallHandler, Referral, Respond, SipRequest, SipResponse } from '@mainline/sip'
import { saysCompletedElsewhere } from './completed-elsewhere.ts'
import { guardEvents } from './event-guard.ts'
import { heedHold } from './hold.ts'
import { digitOf } from './info-digit.ts'
import type { LiveCall } from './live-call.ts'
import { refreshed, renegotiate } from './session-change.ts'
import { sessionOf } from './session-of.ts'

export class CallerSide implements IncomingCallHandler {
  readonly #live: LiveCall
  /** The answer makes the offer: its ACK is awaited, which has the caller's answer (RFC 3261 §13.2.1). */
  #awaitsAnswer: boolean

  /** @param awaitsAnswer whether the INVITE came without a session description, and has no ACK yet */
  constructor(live: LiveCall, awaitsAnswer: boolean) {
    this.#live = live
    this.#awaitsAnswer = awaitsAnswer
  }

  onCancel(request: SipRequest): void {
    const live = this.#live
    const completedElsewhere = saysCompletedElsewhere(request)
    live.post({ type: 'callerHungUp', at: live.now(), reason: request.header('Reason'), completedElsewhere })
  }

  onBye(request: SipRequest): void {
    this.#live.post({ type: 'callerHungUp', at: this.#live.now(), reason: request.header('Reason') })
  }

  onAck(request: SipRequest): void {
    const live = this.#live
    const answer = sessionOf(request)
    const media = live.callerMedia
    const { state } = live.state
    const refused = answer === undefined ? undefined : media?.takeAnswer(answer)
    // A session that our 2xx offered may be held or taken back by its answer, too (RFC 3261 §14.2).
    if (answer !== undefined && !refused && media) {
      heedHold(live, media)
      live.parts.kept?.changed(live)
    }
    if (!this.#awaitsAnswer) return
    this.#awaitsAnswer = false
    // Without an answer to our offer there is no session, and nobody would ever be heard.
    if (answer === undefined || refused)
      live.post({ type: 'mediaFailed', at: live.now(), detail: refused?.refusal ?? 'no answer to our offer' })
    else if (state === 'answering' || state === 'queued') live.post({ type: 'callerReady', at: live.now() })
  }

  onAckTimeout(): void {
    this.#live.post({ type: 'callerAnswerTimeout', at: this.#live.now() })
  }

  onReinvite(request: SipRequest, respond: Respond): void {
    renegotiate(this.#live, this.#live.callerMedia, request, respond)
  }

  onRefreshed(response: SipResponse): void {
    refreshed(this.#live, this.#live.callerMedia, response)
  }

  onUpdate(request: SipRequest, respond: Respond): void {
    renegotiate(this.#live, this.#live.callerMedia, request, respond)
  }

  onRefer(referral: Referral): void {
    this.#live.parts.heedRefer({ live: this.#live, side: 'caller' }, referral)
  }

  onInfo(request: SipRequest, respond: Respond): void {
    respond({ status: 200 })
    const digit = digitOf(request)
    if (digit !== undefined) this.#live.callerMedia?.hearDigit(digit)
  }

  /** However the SIP side ended: the core hears of it, and ignores it when it knows already. */
  onEnded(end: CallEnd): void {
    const live = this.#live
    live.post({ type: 'callerHungUp', at: live.endedAt(end) })
  }

  /** What the SIP side told was not handled. */
  broken(error: unknown, event: string): void {
    this.#live.wentWrong(error, event)
  }
}

guardEvents(CallerSide)
