/** A seat as light as can be: a page that looks at the desk when it is told to, and a phone that answers what was clicked. */
import { type IncomingCall, nodeNetwork, systemClock } from '@mainline/sip'
import { type PhoneCall, SipPhone } from '@mainline/sip/testing'
import type { OpenSeat, SeatPlace } from '../../interop/reception.ts'
import { CALLER_SAYS, SEAT_SAYS } from './load-caller.ts'
import type { Voice } from './voice.ts'

/** As the console does: a burst of news is one look. */
const LOOK_AFTER_MS = 150

export interface WaitingCall {
  readonly liveCallId: string
  readonly callerNumber: string | null
}

interface DeskCall extends WaitingCall {
  readonly state: string
  readonly seatId: string | null
}

export class LoadSeat {
  readonly voice: Voice
  readonly #siteId: string
  readonly #seat: OpenSeat
  readonly #phone: SipPhone
  readonly #closing = new AbortController()
  #screen: readonly DeskCall[] = []
  #looking: NodeJS.Timeout | undefined
  /** It has clicked, or talks. */
  busy = false
  /** Why clicks came to nothing. */
  readonly refusals: string[] = []
  #answered: (call: PhoneCall) => void = () => {}

  private constructor(siteId: string, seat: OpenSeat, phone: SipPhone, voice: Voice) {
    this.#siteId = siteId
    this.#seat = seat
    this.#phone = phone
    this.voice = voice
  }

  /** @param sitDown opens the seat, once its phone can ring */
  static async open(
    siteId: string,
    { login }: SeatPlace,
    voice: Voice,
    sitDown: () => Promise<OpenSeat>,
  ): Promise<LoadSeat> {
    const phone = await SipPhone.open({
      network: nodeNetwork(),
      clock: systemClock(),
      address: '127.0.0.1',
      user: login.username,
      domain: login.domain,
      credentials: { username: login.username, password: login.password },
      server: login.server,
      body: voice.description,
    })
    const status = await phone.register(3_600)
    if (status !== 200) throw new Error(`the phone of a seat was not registered: ${status}`)
    const seat = new LoadSeat(siteId, await sitDown(), phone, voice)
    seat.#begin()
    return seat
  }

  /** The first that waits, and that nobody has clicked on, as its screen has it. */
  get next(): WaitingCall | undefined {
    return this.#screen.find(({ state, seatId }) => state === 'waiting' && seatId === null)
  }

  /** Clicks. Resolves when the phone has answered; undefined: somebody else was faster, or the caller left. */
  async take({ liveCallId }: WaitingCall): Promise<PhoneCall | undefined> {
    this.busy = true
    this.voice.listen(CALLER_SAYS)
    const answered = new Promise<PhoneCall>((resolve) => {
      this.#answered = resolve
    })
    const { api, seatId } = this.#seat
    const refused = await api.post(`/seats/${seatId}/take`, { liveCallId }).then(
      () => undefined,
      (error: Error) => error.message,
    )
    if (refused === undefined) return answered
    this.refusals.push(refused)
    this.busy = false
    await this.#look()
    return undefined
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#seat.leave()
    clearTimeout(this.#looking)
    await this.#phone.close()
  }

  #begin(): void {
    const { api } = this.#seat
    void api
      .follow(this.#closing.signal, (kind) => {
        if (kind.startsWith('reception.')) this.#lookSoon()
      })
      .catch(() => {})
    void this.#look()
    void this.#answerCalls()
  }

  async #answerCalls(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const call = await this.#phone.nextCall()
      const { request } = call.raw as IncomingCall
      // What only rings is for whoever is faster; what was clicked is asked to answer by itself (RFC 5373).
      if (request.header('Answer-Mode') !== 'Auto') continue
      call.answer()
      this.voice.talk(call.remoteBody, SEAT_SAYS)
      void call.ended.then(() => this.voice.hush())
      this.#answered(call)
    }
  }

  #lookSoon(): void {
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined
      void this.#look()
    }, LOOK_AFTER_MS)
  }

  async #look(): Promise<void> {
    const desk = await this.#seat.api
      .get<{ calls: DeskCall[] }>(`/sites/${this.#siteId}/desk`)
      .catch(() => undefined)
    if (desk) this.#screen = desk.calls
  }
}
