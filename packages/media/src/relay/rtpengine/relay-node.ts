/** One rtpengine: whether it is there, sessions ready for the next calls, and those that are in use. */

import { randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { MediaClock } from '../../clock.ts'
import type { Bencodable } from './bencode.ts'
import type { Point } from './link-description.ts'
import { type NgAddress, NgClient, type NgReply } from './ng-client.ts'
import { RelaySession, type SessionHost } from './relay-session.ts'

export interface NodeOptions {
  readonly clock: MediaClock
  readonly log: (level: 'info' | 'warn' | 'error', message: string, fields: object) => void
  /** Sessions kept ready. */
  readonly ahead: number
  /** The address that sockets of the built-in plane bind; undefined: any, so that rtpengine sees the one on the way to it. */
  readonly bound: string | undefined
  /** Milliseconds between looks at what the parties of a session send; 20000 by default. */
  readonly inspectEvery?: number | undefined
}

/** Milliseconds between looks at it. */
const lookEvery = 1000
/** Sessions that are being made at a time at most. */
const atOnce = 8
/** Milliseconds after which a session that nobody took is made anew, long before rtpengine forgets it (`silent-timeout`). */
const staleAfter = 300_000
/** Milliseconds until a link that is new is looked at. */
const inspectFirst = 1500

export class RelayNode implements SessionHost {
  readonly name: string
  readonly #client: NgClient
  readonly #options: NodeOptions
  readonly #run = randomBytes(6).toString('hex')
  /** Oldest first. */
  readonly #ready: { readonly session: RelaySession; readonly since: number }[] = []
  /** In use, and when each is looked at next. */
  readonly #inUse = new Map<RelaySession, number>()
  /** Of those, what another process has made, by Call-ID. */
  readonly #revived = new Map<string, RelaySession>()
  #next = 1
  /** Those of which a command was not answered. */
  readonly #doubted = new Set<RelaySession>()
  readonly #making = new Set<Promise<void>>()
  #isThere = false
  #isOver = false
  #isLooking = false
  #stopLooking = () => {}

  constructor(address: NgAddress, options: NodeOptions) {
    const { host, port } = address
    this.name = `${isIPv6(host) ? `[${host}]` : host}:${port}`
    this.#options = options
    this.#client = new NgClient(address, options.clock)
  }

  get isThere(): boolean {
    return this.#isThere
  }

  get inUse(): number {
    return this.#inUse.size
  }

  get ready(): number {
    return this.#ready.length
  }

  get insideAddress(): string {
    return this.#options.bound ?? this.#client.localAddress ?? '127.0.0.1'
  }

  /** Resolves when its first sessions are ready, or when it is known not to answer; either way it is looked after from then on. */
  async begin(): Promise<void> {
    await this.#look()
    await Promise.all(this.#making)
    if (!this.#isThere)
      this.#options.log('warn', 'rtpengine does not answer: its share of the audio is relayed elsewhere', {
        rtpengine: this.name,
      })
  }

  take(): RelaySession | undefined {
    if (!this.#isThere) return undefined
    const session = this.#ready.shift()?.session
    if (session) this.#inUse.set(session, this.#options.clock.now() + inspectFirst)
    this.#fill()
    return session
  }

  /** A session that another process made on it; undefined when it does not answer. */
  revive(callId: string, points: readonly [Point, Point]): RelaySession | undefined {
    if (!this.#isThere) return undefined
    const known = this.#revived.get(callId)
    if (known) return known
    const session = RelaySession.revive(this, callId, points)
    this.#revived.set(callId, session)
    this.#inUse.set(session, this.#options.clock.now() + inspectFirst)
    return session
  }

  /** A link of the session is new: soon it is known whether its parties are heard. */
  inspectSoon(session: RelaySession): void {
    if (this.#inUse.has(session)) this.#inUse.set(session, this.#options.clock.now() + inspectFirst)
  }

  ask(command: string, words: { readonly [key: string]: Bencodable | undefined }): Promise<NgReply> {
    return this.#client.ask(command, words)
  }

  doubt(session: RelaySession): void {
    this.#doubted.add(session)
    if (this.#isLooking) return
    this.#stopLooking()
    void this.#look()
  }

  forget(session: RelaySession): void {
    this.#inUse.delete(session)
    this.#revived.delete(session.callId)
  }

  /** Gives back what it has; what calls still use is ended. */
  async close(): Promise<void> {
    this.#isOver = true
    this.#stopLooking()
    await Promise.all(this.#making)
    const sessions = [...this.#ready.splice(0).map(({ session }) => session), ...this.#inUse.keys()]
    if (this.#isThere) await Promise.all(sessions.map((session) => session.delete()))
    this.#client.close()
  }

  async #look(): Promise<void> {
    const { clock } = this.#options
    const oldest = this.#ready[0]
    this.#isLooking = true
    // A session that is ready tells more than that somebody answers: whether it is who it was.
    const reply = oldest
      ? await this.#client.ask('query', { 'call-id': oldest.session.callId })
      : await this.#client.ask('ping')
    this.#isLooking = false
    if (this.#isOver) return
    if (reply.kind === 'silent') this.#isGone()
    else this.#isBack()
    if (reply.kind === 'refused') this.#hasForgotten()
    for (const session of this.#doubted) session.renew()
    this.#doubted.clear()
    if (oldest && oldest === this.#ready[0] && clock.now() - oldest.since > staleAfter) {
      this.#ready.shift()
      void oldest.session.delete()
    }
    this.#inspect(clock.now())
    this.#fill()
    this.#stopLooking = clock.after(lookEvery, () => void this.#look())
  }

  #isGone(): void {
    this.#client.reconnect()
    if (!this.#isThere) return
    this.#isThere = false
    this.#options.log('error', 'rtpengine does not answer any more', {
      rtpengine: this.name,
      sessions: this.#inUse.size,
    })
    this.#ready.length = 0
    for (const session of [...this.#inUse.keys()]) session.lose()
  }

  #isBack(): void {
    if (this.#isThere) return
    this.#isThere = true
    this.#options.log('info', 'rtpengine answers', { rtpengine: this.name })
  }

  /** It has been started anew: what it was told before is gone. */
  #hasForgotten(): void {
    this.#options.log('warn', 'rtpengine was started anew', {
      rtpengine: this.name,
      sessions: this.#inUse.size,
    })
    this.#ready.length = 0
    // Those that it still has stay; `counts` finds the others.
    for (const session of [...this.#inUse.keys()]) void session.counts()
  }

  #inspect(now: number): void {
    const { inspectEvery = 20_000 } = this.#options
    for (const [session, due] of this.#inUse) {
      if (due > now) continue
      this.#inUse.set(session, now + inspectEvery)
      void session.inspect()
    }
  }

  #fill(): void {
    while (
      this.#isThere &&
      !this.#isOver &&
      this.#making.size < atOnce &&
      this.#ready.length + this.#making.size < this.#options.ahead
    ) {
      const made = this.#makeOne().finally(() => this.#making.delete(made))
      this.#making.add(made)
    }
  }

  async #makeOne(): Promise<void> {
    const callId = `mainline-${this.#run}-${this.#next}`
    this.#next += 1
    const session = await RelaySession.make(this, callId)
    if (!session) return
    if (this.#isOver || !this.#isThere) {
      await session.delete()
      return
    }
    this.#ready.push({ session, since: this.#options.clock.now() })
    setImmediate(() => this.#fill())
  }
}
