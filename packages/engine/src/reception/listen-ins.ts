/**
 * Who supervises a reception hears what one of its seats says and hears, where the operator has allowed it. Caller and seat
 * hear a tone, the seat reads who listens. It ends with the seat's part in the call, and the call takes no notice of it.
 */
import { randomBytes } from 'node:crypto'
import { type Clock, type IncomingCall, sourceAddress } from '@mainline/sip'
import { isWebSocket } from '../browser-leg.ts'
import type { LiveCall } from '../live-call.ts'
import type { MediaEndpoint, MediaPort } from '../media-port.ts'
import { sessionOf } from '../session-of.ts'

/** What a page dials to listen: this, and the ticket; of both no character is one that numbers are written with. */
export const listenInPrefix = 'listen'

/** How long a ticket is good for, ms: the page dials at once. */
const TICKET_MS = 15_000

interface Allowed {
  readonly call: LiveCall
  readonly listener: string
  /** Monotonic ms. */
  readonly until: number
}

interface Going {
  readonly call: LiveCall
  readonly listener: string
  readonly end: () => void
}

export interface ListenInsOptions {
  readonly clock: Clock
  /** Somebody began or ended to listen to the call. */
  readonly changed: (call: LiveCall) => void
}

export class ListenIns {
  readonly #options: ListenInsOptions
  readonly #tickets = new Map<string, Allowed>()
  readonly #going = new Set<Going>()

  constructor(options: ListenInsOptions) {
    this.#options = options
  }

  /** Who listens to the call. */
  listenerOf(call: LiveCall): string | undefined {
    for (const going of this.#going) if (going.call === call) return going.listener
    return undefined
  }

  /** @returns a ticket that is good for one call within 15 s */
  allow(call: LiveCall, listener: string): string {
    const now = this.#options.clock.now()
    for (const [ticket, { until }] of this.#tickets) if (until <= now) this.#tickets.delete(ticket)
    const ticket = randomBytes(16).toString('hex')
    this.#tickets.set(ticket, { call, listener, until: now + TICKET_MS })
    return ticket
  }

  /** Whoever was given the ticket calls with it. */
  begin(incoming: IncomingCall, ticket: string, media: MediaPort): void {
    const allowed = this.#tickets.get(ticket)
    this.#tickets.delete(ticket)
    const party = allowed && allowed.until > this.#options.clock.now() ? seatMediaOf(allowed.call) : undefined
    if (!allowed || !party || this.listenerOf(allowed.call) !== undefined) incoming.reject({ status: 404 })
    else this.#listen(incoming, allowed, party, media)
  }

  /** Nobody listens to the call any more: the seat has it no longer. */
  end(call: LiveCall): void {
    for (const going of this.#going) if (going.call === call) going.end()
  }

  #listen(incoming: IncomingCall, { call, listener }: Allowed, party: MediaEndpoint, port: MediaPort): void {
    const offer = sessionOf(incoming.request)
    const media = offer === undefined ? undefined : port.open({ browser: isWebSocket(incoming.flow) })
    if (!media) {
      incoming.reject({ status: offer === undefined ? 488 : 503 })
      return
    }
    media.comesFrom(sourceAddress(incoming.flow), 'phone')
    const body = media.takeOffer(offer ?? '') ?? media.answer()
    if (typeof body !== 'string') {
      media.close()
      incoming.reject({ status: 488 })
      return
    }
    const going: Going = { call, listener, end: () => incoming.bye() }
    this.#going.add(going)
    media.onLost(() => incoming.bye())
    incoming.setHandler({
      onEnded: () => {
        media.close()
        this.#going.delete(going)
        this.#options.changed(call)
      },
    })
    incoming.answer({ status: 200, contentType: 'application/sdp', body })
    media.overhear(party)
    this.#options.changed(call)
  }
}

/** What faces the seat that has the call. */
export function seatMediaOf({ state, legs }: LiveCall): MediaEndpoint | undefined {
  const { reception } = state
  if (state.state !== 'attended' || reception?.leg === undefined) return undefined
  return legs.get(reception.leg)?.media
}
