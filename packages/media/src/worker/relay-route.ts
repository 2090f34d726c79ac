/** What must change in packets on their way from one party to the other; nothing, as a rule. */

import { lawOf } from '../audio/g711.ts'
import type { Negotiated } from '../sdp/negotiated.ts'

/** By received payload type: the type to send, and the table for the payload of the other G.711 law. */
export interface RelayRoute {
  readonly types: Uint8Array
  readonly tables: readonly (Uint8Array | undefined)[]
}

/** The route for packets of `from`'s peer to `to`'s peer; undefined when they go untouched. */
export function routeBetween(from: Negotiated, to: Negotiated): RelayRoute | undefined {
  const types = Uint8Array.from({ length: 128 }, (_, type) => type)
  const tables: (Uint8Array | undefined)[] = []
  let changes = false
  const map = (receive: number, send: number, table?: Uint8Array) => {
    if (receive > 127 || (receive === send && !table)) return
    types[receive] = send
    tables[receive] = table
    changes = true
  }
  for (const codec of from.codecs) {
    const same = to.codecs.find((c) => c.name === codec.name && c.clockRate === codec.clockRate)
    const law = lawOf(codec.name)
    const otherLaw = law && to.codecs.find((c) => lawOf(c.name) !== undefined)
    if (same) map(codec.receive, same.send)
    else if (law && otherLaw) map(codec.receive, otherLaw.send, law.toOther)
  }
  if (from.telephoneEvent && to.telephoneEvent) map(from.telephoneEvent.receive, to.telephoneEvent.send)
  return changes ? { types, tables } : undefined
}
