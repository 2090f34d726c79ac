import { describe, expect, it } from 'vitest'
import { ulaw } from '../audio/g711.ts'
import type { Negotiated, NegotiatedCodec, PayloadTypes } from '../sdp/negotiated.ts'
import { routeBetween, translate } from './relay-route.ts'

function side(codecs: NegotiatedCodec[], telephoneEvent?: PayloadTypes): Negotiated {
  return {
    address: '192.0.2.1',
    family: 4,
    port: 4000,
    rtcpPort: 4001,
    rtcpMux: false,
    codecs,
    telephoneEvent,
    direction: 'sendrecv',
    ptime: 20,
    hold: false,
  }
}

const pcma = { name: 'PCMA', clockRate: 8000, send: 8, receive: 8 }
const pcmu = { name: 'PCMU', clockRate: 8000, send: 0, receive: 0 }
const opus = (type: number) => ({ name: 'OPUS', clockRate: 48000, send: type, receive: type })

describe('routeBetween', () => {
  it.each<[string, Negotiated, Negotiated]>([
    ['same codec', side([pcma]), side([pcma])],
    [
      'same types for events',
      side([pcma], { send: 101, receive: 101 }),
      side([pcma], { send: 101, receive: 101 }),
    ],
  ])('%s: untouched', (_, from, to) => {
    expect(routeBetween(from, to)).toBeUndefined()
  })

  it.each([
    ['one speaks more than the other', side([pcma, opus(111)])],
    ['nothing in common', side([opus(111)])],
  ])('%s: what the other does not speak is not sent to it', (_, from) => {
    const route = routeBetween(from, side([pcma]))
    const packet = Buffer.from([0x80, 111, 0, 1])
    expect(route && translate(packet, 111, route)).toBe(false)
    expect(route && translate(packet, 8, route)).toBe(true)
  })

  it('events under another type', () => {
    const route = routeBetween(
      side([pcma], { send: 96, receive: 97 }),
      side([pcma], { send: 101, receive: 102 }),
    )
    expect([route?.types[97], route?.types[96], route?.types[8]]).toEqual([101, 96, 8])
  })

  it('a codec under another type', () => {
    expect(routeBetween(side([opus(111)]), side([opus(96)]))?.types[111]).toBe(96)
  })

  it('the other law of G.711', () => {
    const route = routeBetween(side([pcmu]), side([pcma]))
    expect(route?.types[0]).toBe(8)
    expect(route?.tables[0]).toBe(ulaw.toOther)
  })
})
