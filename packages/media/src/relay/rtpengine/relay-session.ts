/**
 * One call of rtpengine: two outside ports, made before anybody needs them, each for one party. It brings about what its parties'
 * links say, one command after another, and again whenever they have changed meanwhile.
 *
 * What rtpengine does (10.5): an offer from one tag to another joins the two and ends what the two were joined to before, of what they
 * say; a tag keeps its port as long as it lives (`port latching`). To delete a tag deletes those that it is joined to as well.
 */

import type { Bencodable } from './bencode.ts'
import type { Link } from './link.ts'
import {
  describeEnd,
  directionOf,
  type LinkEnd,
  type Point,
  placeholder,
  pointIn,
  typesOf,
} from './link-description.ts'
import type { NgReply } from './ng-client.ts'
import type { RelayedEndpoint } from './relayed-endpoint.ts'
import { countsIn, type StreamCounts } from './stream-counts.ts'

/** The rtpengine that it is on. */
export interface SessionHost {
  readonly name: string
  ask(command: string, words: { readonly [key: string]: Bencodable | undefined }): Promise<NgReply>
  /** Our address as it sees it. */
  readonly insideAddress: string
  /** A command was not answered: when it answers again, what is left to do is done. */
  doubt(session: RelaySession): void
  /** A link is new. */
  inspectSoon(session: RelaySession): void
  /** Nobody needs the session any more, or rtpengine has lost it. */
  forget(session: RelaySession): void
}

export interface Seat {
  readonly session: RelaySession
  readonly tag: string
  /** What the party is shown. */
  readonly point: Point
  party: RelayedEndpoint | undefined
  /** Once taken it serves nobody else: late packets of the last party would be heard by the next. */
  taken: boolean
  made: MadeLink | undefined
}

interface MadeLink {
  readonly link: Link
  readonly version: number
  /** The tag of the inside port; undefined where the two seats are joined as they are. */
  readonly inner: string | undefined
}

/** Nothing passes but from exactly where the party said it is; or from where packets of its address come. */
const exact = ['port latching', 'strict source', 'asymmetric']
const learning = ['port latching', 'strict source']

export class RelaySession {
  readonly callId: string
  readonly seats: readonly [Seat, Seat]
  readonly #host: SessionHost
  readonly #leftovers: string[] = []
  #settling: Promise<void> | undefined
  /** What is still asked of a party that has left. */
  #counting: Promise<unknown> | undefined
  #again = false
  #heard = -1
  #isOver = false

  private constructor(host: SessionHost, callId: string, points: readonly [Point, Point]) {
    const seat = (tag: string, point: Point): Seat => ({
      session: this,
      tag,
      point,
      party: undefined,
      taken: false,
      made: undefined,
    })
    this.#host = host
    this.callId = callId
    this.seats = [seat('a', points[0]), seat('b', points[1])]
  }

  /** @returns undefined when rtpengine did not answer, or had no ports */
  static async make(host: SessionHost, callId: string): Promise<RelaySession | undefined> {
    const ends = { 'call-id': callId, 'from-tag': 'a', 'to-tag': 'b', ...wordsOf(exact), sdp: placeholder }
    const b = pointOf(await host.ask('offer', ends))
    const a = b && pointOf(await host.ask('answer', ends))
    if (a) return new RelaySession(host, callId, [a, b])
    // What there may be of it is of no use.
    await host.ask('delete', { 'call-id': callId, 'delete delay': 0 })
    return undefined
  }

  /** One that another process made; nothing of it is said here before it has parties that are joined. */
  static revive(host: SessionHost, callId: string, points: readonly [Point, Point]): RelaySession {
    return new RelaySession(host, callId, points)
  }

  /** The rtpengine that it is on. */
  get node(): string {
    return this.#host.name
  }

  /** The seat of a party that had it before, in another process. */
  takeAgain(tag: string, party: RelayedEndpoint): Seat | undefined {
    const seat = this.#isOver ? undefined : this.seats.find((each) => each.tag === tag && !each.taken)
    if (seat) {
      seat.taken = true
      seat.party = party
    }
    return seat
  }

  /** Another process has it: nothing of it is said or asked here any more. */
  letGo(): void {
    this.#isOver = true
    this.#host.forget(this)
  }

  /** A seat that nobody has had. */
  take(party: RelayedEndpoint): Seat | undefined {
    const seat = this.#isOver ? undefined : this.seats.find(({ taken }) => !taken)
    if (seat) {
      seat.taken = true
      seat.party = party
    }
    return seat
  }

  /** The party is gone. With the last one all of the session is. @returns what was counted of it */
  async leave(seat: Seat): Promise<StreamCounts | undefined> {
    seat.party = undefined
    if (this.#isOver) return undefined
    if (this.seats.every(({ party }) => party === undefined)) return this.#end(seat)
    const counting = this.counts()
    this.#counting = counting
    const counts = await counting
    this.renew()
    return counts?.get(seat.tag)
  }

  /** Something of its parties has changed. */
  renew(): void {
    this.#again = true
    this.#settling ??= this.#settleAll()
  }

  /** Looks at what its parties send. When that is nothing it says everything once more, or rtpengine would forget it (`timeout`). */
  async inspect(): Promise<void> {
    const counts = await this.counts()
    if (!counts) return
    let heard = 0
    for (const { tag, party } of this.seats) {
      const ofParty = counts.get(tag)
      heard += ofParty?.received ?? 0
      if (party && ofParty) party.judge(ofParty)
    }
    if (heard === this.#heard) {
      for (const seat of this.seats) if (seat.party) seat.made = undefined
      this.renew()
    }
    this.#heard = heard
  }

  async counts(): Promise<Map<string, StreamCounts> | undefined> {
    if (this.#isOver) return undefined
    const reply = await this.#host.ask('query', { 'call-id': this.callId })
    if (reply.kind === 'refused') this.lose()
    return reply.kind === 'done' ? countsIn(reply.words) : undefined
  }

  /** rtpengine is gone, or has forgotten it: whoever is left looks for another port. */
  lose(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#host.forget(this)
    for (const { party } of this.seats) party?.moveAway()
  }

  /** Ends it, whoever may still be there. */
  async delete(): Promise<NgReply> {
    this.#isOver = true
    this.#host.forget(this)
    return this.#host.ask('delete', { 'call-id': this.callId, 'delete delay': 0 })
  }

  async #end(seat: Seat): Promise<StreamCounts | undefined> {
    this.#isOver = true
    await Promise.all([this.#settling, this.#counting])
    const reply = await this.#host.ask('query', { 'call-id': this.callId })
    await this.delete()
    return reply.kind === 'done' ? countsIn(reply.words).get(seat.tag) : undefined
  }

  async #settleAll(): Promise<void> {
    while (this.#again && !this.#isOver) {
      this.#again = false
      // What else happens in this turn is one change with it.
      await Promise.resolve()
      for (const seat of this.seats) await this.#settle(seat)
      await this.#sweep()
    }
    this.#settling = undefined
  }

  async #settle(seat: Seat): Promise<void> {
    const { party, made } = seat
    const link = party?.link
    if (!party || party.closed || !link?.isReady || this.#isOver) return
    const { version } = link
    if (made?.link === link && made.version === version) return
    if (made && made.link !== link) await this.#noteBefore(link)
    const other = link.otherThan(party)
    const joined = await (other === undefined
      ? this.#joinInside(seat, party, link)
      : other.seat?.session === this
        ? this.#joinSeats(seat, other.seat, link)
        : this.#joinAcross(seat, party, other, link))
    if (!joined) return
    if (other?.seat?.session === this) {
      this.#note(seat, { link, version, inner: undefined })
      this.#note(other.seat, { link, version, inner: undefined })
    } else {
      this.#note(seat, { link, version, inner: innerTag(seat, link) })
      if (other?.seat && other.seat.made?.link !== link) other.seat.session.renew()
    }
    if (made?.link !== link) this.#host.inspectSoon(this)
    party.joined(link)
  }

  #note(seat: Seat, made: MadeLink): void {
    const inner = seat.made?.inner
    if (inner !== undefined && inner !== made.inner) this.#leftovers.push(inner)
    seat.made = made
  }

  /** Both parties are here: their ports are joined as they are. */
  async #joinSeats(seat: Seat, other: Seat, link: Link): Promise<boolean> {
    const from = this.#outside(seat, link)
    const to = this.#outside(other, link)
    if (!from || !to) return false
    const tags = { 'from-tag': seat.tag, 'to-tag': other.tag }
    const its = await this.#say('offer', tags, from.flags, from.end)
    const ours = its && (await this.#say('answer', tags, to.flags, to.end))
    return this.#confirm(seat, ours) && this.#confirm(other, its)
  }

  /** The party's port is joined to a new inside port, and that to an endpoint of the built-in plane. */
  async #joinInside(seat: Seat, party: RelayedEndpoint, link: Link): Promise<boolean> {
    const inside = party.inside()
    const from = this.#outside(seat, link)
    // Nobody can hear what waits for it: it ends all the same.
    if (!inside || !from) party.joined(link)
    if (!inside || !from) return false
    const tags = { 'from-tag': seat.tag, 'to-tag': innerTag(seat, link) }
    const inner = await this.#say('offer', tags, from.flags, from.end)
    if (!inner) return false
    party.faceInside(inner)
    const address = this.#host.insideAddress
    const end = { ...from.end, address, port: inside.port, direction: reversed(from.end) }
    return this.#confirm(seat, await this.#say('answer', tags, exact, end))
  }

  /** The other party is in another session, perhaps of another rtpengine: our inside port faces its. */
  async #joinAcross(
    seat: Seat,
    party: RelayedEndpoint,
    other: RelayedEndpoint,
    link: Link,
  ): Promise<boolean> {
    const from = this.#outside(seat, link)
    if (!from) return false
    const tags = { 'from-tag': seat.tag, 'to-tag': innerTag(seat, link) }
    const inner = await this.#say('offer', tags, from.flags, from.end)
    if (!inner) return false
    link.points.set(party, inner)
    const point = link.points.get(other)
    if (!point) {
      other.seat?.session.renew()
      return false
    }
    const end = { ...from.end, ...point, direction: reversed(from.end) }
    return this.#confirm(seat, await this.#say('answer', tags, exact, end))
  }

  /** How rtpengine is to see the party of this seat. */
  #outside(
    { party }: Seat,
    { ends: [a, b] }: Link,
  ): { readonly end: LinkEnd; readonly flags: readonly string[] } | undefined {
    const whereabouts = party?.whereabouts
    const remotes = [a.remote, b?.remote].filter((remote) => remote !== undefined)
    if (!party?.remote || !whereabouts) return undefined
    const other = party === a ? b : a
    const direction = directionOf(other?.maySend ?? true, party.maySend)
    const { address, port } = whereabouts
    const end = { address, port, direction, types: typesOf(...remotes), rtcpMux: party.remote.rtcpMux }
    return { end, flags: whereabouts.isLearnt ? learning : exact }
  }

  async #say(
    command: 'offer' | 'answer',
    tags: { readonly 'from-tag': string; readonly 'to-tag': string },
    flags: readonly string[],
    end: LinkEnd,
  ): Promise<Point | undefined> {
    const words = { 'call-id': this.callId, ...tags, ...wordsOf(flags), sdp: describeEnd(end) }
    const reply = await this.#host.ask(command, words)
    if (reply.kind === 'silent') this.#host.doubt(this)
    else if (!pointOf(reply)) this.lose()
    return pointOf(reply)
  }

  /** A port that has changed is of a call that was made anew by the very question: rtpengine had lost it. */
  #confirm({ point }: Seat, shown: Point | undefined): boolean {
    if (shown === undefined) return false
    if (shown.port === point.port && shown.address === point.address) return true
    void this.#host.ask('delete', { 'call-id': this.callId, 'delete delay': 0 })
    this.lose()
    return false
  }

  async #noteBefore({ ends, before }: Link): Promise<void> {
    if (ends.length === 1) return
    const counts = await this.counts()
    for (const { tag, party } of this.seats)
      if (party && ends.some((end) => end === party)) before.set(party, counts?.get(tag)?.received ?? 0)
  }

  /** Deletes ports that nobody needs; a party's own only when nobody is joined to it. */
  async #sweep(): Promise<void> {
    for (const tag of this.#leftovers.splice(0)) await this.#forgetTag(tag)
    const [a, b] = this.seats
    const [gone, left] = a.party === undefined ? [a, b] : [b, a]
    if (!gone.taken || gone.party || gone.made === undefined || left.made?.inner === undefined) return
    gone.made = undefined
    await this.#forgetTag(gone.tag)
  }

  async #forgetTag(tag: string): Promise<void> {
    await this.#host.ask('delete', { 'call-id': this.callId, 'from-tag': tag, 'delete delay': 0 })
  }
}

const innerTag = (seat: Seat, link: Link) => `${seat.tag}.${link.id}`

function pointOf(reply: NgReply): Point | undefined {
  return reply.kind === 'done' ? pointIn(reply.words['sdp']) : undefined
}

const wordsOf = (flags: readonly string[]) => ({
  flags,
  ICE: 'remove',
  replace: ['origin'],
  'rtcp-mux': ['accept'],
  ...(flags === learning && { 'endpoint-learning': 'heuristic' }),
})

const reversed = ({ direction }: LinkEnd) =>
  directionOf(direction === 'sendrecv' || direction === 'recvonly', direction.startsWith('send'))
