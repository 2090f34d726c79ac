/** The descriptions that are only for rtpengine: who is at each end of a link, and which payload types pass between them. */

import { isIP, isIPv6 } from 'node:net'
import type { Direction, Negotiated } from '../../sdp/negotiated.ts'

/** Where packets go. */
export interface Point {
  readonly address: string
  readonly port: number
}

/** One end of a link, from the view of who is there. */
export interface LinkEnd extends Point {
  readonly direction: Direction
  /** Lines of rtpmap, the same for both ends: with the same on both sides rtpengine changes no packet. */
  readonly types: ReadonlyMap<number, string>
  readonly rtcpMux: boolean
}

/** An address that is nobody's (RFC 5737). The zero address would do for hold, but rtpengine shows it in turn. */
export const nowhere: Point = { address: '192.0.2.1', port: 9 }

/** A port that nobody knows yet: from nobody and to nobody. */
const nobody: LinkEnd = {
  ...nowhere,
  direction: 'inactive',
  types: new Map([[0, 'PCMU/8000']]),
  rtcpMux: false,
}

export const placeholder = describeEnd(nobody)

export function describeEnd({ address, port, direction, types, rtcpMux }: LinkEnd): string {
  const net = `IN ${isIPv6(address) ? 'IP6' : 'IP4'} ${address}`
  const numbers = [...types.keys()].join(' ')
  let text = `v=0\r\no=- 1 1 ${net}\r\ns=-\r\nc=${net}\r\nt=0 0\r\nm=audio ${port} RTP/AVP ${numbers}\r\n`
  for (const [type, name] of types) text += `a=rtpmap:${type} ${name}\r\n`
  if (rtcpMux) text += 'a=rtcp-mux\r\n'
  return `${text}a=${direction}\r\n`
}

/** Digits by a name that rtpengine does not know: of those that it knows it holds packets back, to put them in order. */
const passedOn = 'digits-passed-on/8000'

/** Every payload type that may pass between parties of whom this was agreed; of two meanings of a number the first holds. */
export function typesOf(...parties: readonly Negotiated[]): Map<number, string> {
  const types = new Map<number, string>()
  const add = (type: number, name: string) => {
    if (type <= 127 && !types.has(type)) types.set(type, name)
  }
  for (const { codecs, telephoneEvent } of parties) {
    for (const { name, clockRate, send, receive } of codecs) {
      const spelt = `${name}/${clockRate}${name === 'OPUS' ? '/2' : ''}`
      add(receive, spelt)
      add(send, spelt)
    }
    if (telephoneEvent) {
      add(telephoneEvent.receive, passedOn)
      add(telephoneEvent.send, passedOn)
    }
  }
  // Sent by phones that never said so; a type that it was not told of is an error to rtpengine, if it passes it on all the same.
  add(13, 'CN/8000')
  return types
}

export function directionOf(sends: boolean, hears: boolean): Direction {
  if (sends) return hears ? 'sendrecv' : 'sendonly'
  return hears ? 'recvonly' : 'inactive'
}

/** The port that rtpengine shows in a description that it has written; undefined when there is none. */
export function pointIn(description: unknown): Point | undefined {
  if (typeof description !== 'string') return undefined
  const address = /^c=IN IP[46] (\S+)/m.exec(description)?.[1] ?? ''
  const port = Number(/^m=audio (\d+) /m.exec(description)?.[1] ?? 0)
  return isIP(address) && port > 0 && port <= 65535 ? { address, port } : undefined
}
