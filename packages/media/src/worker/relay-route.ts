/** What must change in packets on their way from one party to the other; nothing, as a rule. */

import { lawOf } from '../audio/g711.ts'
import { payloadOf } from '../rtp/rtp-packet.ts'
import type { Negotiated, NegotiatedCodec } from '../sdp/negotiated.ts'

/** By received payload type: the type to send, `dropped`, or the table for the payload of the other G.711 law. */
export interface RelayRoute {
  readonly types: Uint8Array
  readonly tables: readonly (Uint8Array | undefined)[]
}

/** Instead of a type: the other party does not speak what came. */
const dropped = 255

const unchanged = Uint8Array.from({ length: 128 }, (_, type) => type)

/** Whether whatever either peer may send can be taken by the other, changed as a relay can. */
export const fitTogether = (a: Negotiated, b: Negotiated): boolean => takesAll(a, b) && takesAll(b, a)

const takesAll = (from: Negotiated, to: Negotiated): boolean => from.codecs.every((codec) => takes(to, codec))

const takes = (to: Negotiated, { name, clockRate }: NegotiatedCodec): boolean =>
  to.codecs.some(
    (codec) =>
      (codec.name === name && codec.clockRate === clockRate) ||
      (lawOf(name) !== undefined && lawOf(codec.name) !== undefined),
  )

/** What a party has just agreed to, without what it put there besides and whom it talks to does not take; all of it if that is all. */
export function asTakenBy(partner: Negotiated, agreed: Negotiated): Negotiated {
  const codecs = agreed.codecs.filter((codec) => takes(partner, codec))
  return codecs.length === 0 ? agreed : { ...agreed, codecs }
}

/**
 * The route for packets of `from`'s peer to `to`'s peer; undefined when they go untouched. What the other never agreed to is not
 * sent to it (RFC 3264 §6.1): it would be taken for noise, or for something else of that number.
 */
export function routeBetween(from: Negotiated, to: Negotiated): RelayRoute | undefined {
  let types: Uint8Array | undefined
  const tables: (Uint8Array | undefined)[] = []
  const map = (receive: number, send: number, table?: Uint8Array) => {
    if (receive > 127 || (receive === send && !table)) return
    types ??= unchanged.slice()
    types[receive] = send
    tables[receive] = table
  }
  for (const codec of from.codecs) {
    const same = to.codecs.find((c) => c.name === codec.name && c.clockRate === codec.clockRate)
    const law = lawOf(codec.name)
    const otherLaw = law && to.codecs.find((c) => lawOf(c.name) !== undefined)
    if (same) map(codec.receive, same.send)
    else if (law && otherLaw) map(codec.receive, otherLaw.send, law.toOther)
    else map(codec.receive, dropped)
  }
  if (from.telephoneEvent && to.telephoneEvent) map(from.telephoneEvent.receive, to.telephoneEvent.send)
  return types && { types, tables }
}

/** Changes a packet in place, as its route says. @param type its payload type @returns whether it is to be sent at all */
export function translate(packet: Buffer, type: number, route: RelayRoute): boolean {
  const to = route.types[type] ?? type
  if (to === dropped) return false
  if (to !== type) packet.writeUInt8((packet.readUInt8(1) & 0x80) | to, 1)
  const table = route.tables[type]
  const payload = table && payloadOf(packet)
  if (payload) for (let i = 0; i < payload.length; i += 1) payload[i] = table[payload[i] ?? 0] ?? 0
  return true
}
