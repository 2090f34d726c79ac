/**
 * What an endpoint's outside port is joined to: within rtpengine to another party's, so that audio goes on without us, or to an
 * inside port behind which the built-in plane plays, records and hears digits. A new link for each new partner; what its parties
 * agree on may change while it lasts.
 */

import type { Point } from './link-description.ts'
import type { RelayedEndpoint } from './relayed-endpoint.ts'

let made = 0

export class Link {
  readonly id: number
  /** One: joined to the built-in plane. */
  readonly ends: readonly [RelayedEndpoint] | readonly [RelayedEndpoint, RelayedEndpoint]
  /** The inside ports of two parties in different sessions, which face each other. */
  readonly points = new Map<RelayedEndpoint, Point>()
  /** Packets of each party when the link was made. */
  readonly before = new Map<RelayedEndpoint, number>()
  #end: Promise<void> | undefined

  constructor(ends: Link['ends']) {
    made += 1
    this.id = made
    this.ends = ends
  }

  /** Grows with whatever its parties agree on anew. */
  get version(): number {
    return this.ends[0].version + (this.ends[1]?.version ?? 0)
  }

  get isReady(): boolean {
    return this.ends.every((end) => end.remote !== undefined && end.seat !== undefined)
  }

  isBetween(a: RelayedEndpoint, b: RelayedEndpoint): boolean {
    const [one, two] = this.ends
    return (one === a && two === b) || (one === b && two === a)
  }

  otherThan(end: RelayedEndpoint): RelayedEndpoint | undefined {
    return this.ends[0] === end ? this.ends[1] : this.ends[0]
  }

  /** Its parties are told how many packets of the other they were sent. Once, whoever says first that it has ended. */
  end(): Promise<void> {
    this.#end ??= this.#count()
    return this.#end
  }

  async #count(): Promise<void> {
    const [a, b] = this.ends
    if (b === undefined) return
    const sessions = [a.seat?.session, b.seat?.session]
    const ofFirst = sessions[0]?.counts()
    const counts = await Promise.all([ofFirst, sessions[0] === sessions[1] ? ofFirst : sessions[1]?.counts()])
    const ofA = counts[0]?.get(a.seat?.tag ?? '')?.received ?? 0
    const ofB = counts[1]?.get(b.seat?.tag ?? '')?.received ?? 0
    a.sentByRelay += Math.max(0, ofB - (this.before.get(b) ?? 0))
    b.sentByRelay += Math.max(0, ofA - (this.before.get(a) ?? 0))
  }
}
