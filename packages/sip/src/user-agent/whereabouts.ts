/**
 * Where the peer of a call is, once there is a dialog: where its Contact says (RFC 3261 §12.2.1.1), or, of phones behind
 * NAT and of phones that move while they talk, where it was heard last or has registered since (RFC 5626 §5.3, in spirit).
 * Of a peer behind a proxy that is the proxy's business: the route set decides, unless the peer has registered by another way through one.
 */
import type { Dialog } from '../dialog/dialog.ts'
import { isUnreachableContact } from '../dialog/route-set.ts'
import type { SipUri } from '../message/index.ts'
import type { Destination, Flow, TransportProtocol } from '../transport/flow.ts'
import type { Call } from './call.ts'

/** Whether the connection of a flow is still there. */
type IsAlive = (flow: Flow) => boolean

export class Whereabouts {
  symmetric = false
  /** What it says of where it is counts no further than the host that it is met at. */
  confined = false
  #elsewhere: Call['elsewhere'] = undefined
  /** What `elsewhere` named when the peer was met or heard: another answer is news. */
  #known: Destination | undefined = undefined
  /** Where the peer's last request came from. */
  #source: Flow | undefined = undefined

  get elsewhere(): Call['elsewhere'] {
    return this.#elsewhere
  }

  set elsewhere(elsewhere: Call['elsewhere']) {
    this.#elsewhere = elsewhere
    this.#known = elsewhere?.(false)
  }

  /**
   * The dialog is there.
   * @param source the address that the peer answered or called from, when it is known
   * @param peer where it was met
   */
  met(dialog: Dialog, source: string | undefined, peer: Destination): void {
    // A page is reached over the connection that it made, whatever its Contact says (RFC 7118 §5.2).
    this.symmetric ||= this.confined
      ? isPage(peer) || hostOf(dialog.destination) !== hostOf(peer)
      : dialog.routeSet.length === 0 && isUnreachableContact(dialog.remoteTarget, source)
  }

  /**
   * A request of the peer's came in order: that is where it is now, whatever router or network it had before.
   * @param peer where it was met first
   * @returns whether it has changed to another transport
   */
  heardFrom(flow: Flow, dialog: Dialog, peer: Destination): boolean {
    if (dialog.routeSet.length > 0) return false
    const before = this.#source?.transport ?? transportOf(peer)
    this.#source = flow
    this.#known = this.#elsewhere?.(false)
    return before !== flow.transport
  }

  /** The peer has said where it is: nowhere that we reach, when that is a network of its own. */
  targetRefreshed(dialog: Dialog): void {
    if (dialog.routeSet.length > 0) {
      this.#known = this.#elsewhere?.(false)
      return
    }
    const source = this.#source?.remoteAddress
    this.symmetric ||= this.confined
      ? hostOf(dialog.destination) !== source
      : isUnreachableContact(dialog.remoteTarget, source)
  }

  /** Where a request of ours is to go. @param peer where the peer was met first */
  destination(dialog: Dialog, peer: Destination, isAlive: IsAlive): Destination {
    const moved = dialog.routeSet.length === 0 ? this.#registeredSince() : this.#proxySince()
    if (moved !== undefined && (!('flow' in moved) || isAlive(moved.flow))) return moved
    return this.symmetric ? this.#wayBack(dialog, peer, isAlive) : dialog.destination
  }

  /** What a request of ours carries in place of the route set (RFC 3327 §5.2); undefined: the route set. */
  routes(dialog: Dialog): readonly string[] | undefined {
    const proxy = dialog.routeSet.length > 0 ? this.#proxySince() : undefined
    return proxy && [`<${proxy.uri}>`]
  }

  /** A proxy that leads to where the peer has registered since: a connection of its own was lost, or its router took another port. */
  #proxySince(): { readonly uri: SipUri } | undefined {
    const now = this.#registeredSince()
    return now !== undefined && 'uri' in now && now.uri.isLooseRouter ? now : undefined
  }

  /** The peer has registered from elsewhere since it was heard last: a router's new port, another network. */
  #registeredSince(): Destination | undefined {
    const now = this.#elsewhere?.(false)
    return now === undefined || isSame(now, this.#known) ? undefined : now
  }

  /** Where the peer was heard last; over a connection only as long as there is one. */
  #wayBack(dialog: Dialog, peer: Destination, isAlive: IsAlive): Destination {
    const last = this.#source === undefined ? peer : { flow: this.#source }
    if (!('flow' in last) || isAlive(last.flow)) return last
    const { remoteTarget, destination } = dialog
    const reachable = this.confined
      ? hostOf(destination) === last.flow.remoteAddress
      : !isUnreachableContact(remoteTarget, last.flow.remoteAddress)
    return this.#elsewhere?.(true) ?? (reachable ? destination : last)
  }
}

const isPage = (way: Destination): boolean => transportOf(way)?.startsWith('WS') ?? false

function transportOf(way: Destination): TransportProtocol | undefined {
  if ('flow' in way) return way.flow.transport
  return 'transport' in way ? way.transport : undefined
}

/** The host that a way leads to first. */
export function hostOf(way: Destination): string {
  if ('flow' in way) return way.flow.remoteAddress
  return 'address' in way ? way.address : way.uri.address
}

/** Whether they lead to the same socket of the peer's. */
export const isSame = (a: Destination, b: Destination | undefined): boolean =>
  b !== undefined && describe(a) === describe(b)

/** By what a way differs from others; of a connection it is the connection, whatever ports it has. */
function describe(way: Destination): string {
  if ('uri' in way) return way.uri.toString()
  if ('address' in way) return `${way.transport} ${way.address} ${way.port}`
  const { transport, remoteAddress, remotePort, connectionId } = way.flow
  return connectionId === 0 ? `${transport} ${remoteAddress} ${remotePort}` : `${transport} #${connectionId}`
}
