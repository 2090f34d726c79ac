/** What is rtpengine's alone: which packets pass it only, unchanged, whom it takes them from, and what stays here (decision 0016). */
import { createSocket } from 'node:dgram'
import type { MediaEndpoint } from '@mainline/media'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  callPhone,
  closed,
  heard,
  lease,
  openPhone,
  openPlane,
  relayCall,
} from '../../packages/media/testing/plane-and-phones.ts'
import { freePort } from '../peers/ports.ts'
import { sleep, until } from '../peers/waiting.ts'
import { addressOf, agree, openRelayed, relayBy, startRtpengines } from './relayed-planes.ts'
import { loud, openCall, silent, talk } from './two-phones.ts'

const rtpengines = startRtpengines()

describe('with rtpengine', () => {
  it('two in the same session do not come here, nor do two in different ones', async () => {
    const { builtIn, plane } = await openRelayed(rtpengines.first, rtpengines.second)
    const [caller, callee, other] = [await openPhone(), await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(loud)
    const c = lease(plane)
    callPhone(c, other)
    plane.connect(a, c)
    await heard(other, 440).toBeGreaterThan(loud)
    expect(a.address).not.toBe(c.address)
    const { endpoints, relays } = builtIn.counts()
    // The callee, alone now, is joined to us.
    expect({ endpoints, relays }).toEqual({ endpoints: 1, relays: 0 })
    await Promise.all([closed(a), closed(b), closed(c)])
    expect(builtIn.counts()).toMatchObject({ endpoints: 0, relays: 0 })
  })

  it('passes on what we do not speak, digits and reports as they are', async () => {
    const { plane } = await openRelayed(rtpengines.first)
    const [caller, callee] = [await openWires(), await openWires()]
    const [a, b] = [lease(plane), lease(plane)]
    const codecs = [
      { name: 'G722', clockRate: 8000, send: 9, receive: 9 },
      { name: 'OPUS', clockRate: 48_000, send: 111, receive: 111 },
    ]
    agree(a, caller, { codecs, telephoneEvent: { send: 96, receive: 96 } })
    agree(b, callee, { codecs, telephoneEvent: { send: 96, receive: 96 } })
    plane.connect(a, b)
    await until('the link', () => {
      caller.send(a, rtp(9, 0))
      return callee.heard.length > 0
    })
    await sleep(100)
    callee.heard.length = 0
    const packets = [rtp(9, 1), rtp(111, 2), rtp(96, 3), rtp(96, 4), rtp(13, 5), rtp(9, 6)]
    for (const packet of packets) caller.send(a, packet)
    await expect.poll(() => callee.heard).toEqual(packets.map((packet) => packet.toString('hex')))
    // A receiver report about nobody (RFC 3550 §6.4.2).
    const report = Buffer.from('80c9000100000007', 'hex')
    caller.report(a, report)
    await expect.poll(() => callee.reports).toEqual([report.toString('hex')])
    await Promise.all([closed(a), closed(b)])
  })

  it('learns of another port of the same address when nothing comes from the one that was said', async () => {
    const { plane } = await openRelayed(rtpengines.first)
    const { caller, callee, a, b } = await openCall(plane)
    await heard(callee, 440).toBeLessThan(silent)
    // Its router has put it at another port than it knows of.
    agree(a, caller, { port: 9 })
    caller.speak(440)
    callee.speak(1000)
    await expect.poll(() => callee.level(440, 0.2), { timeout: 20_000 }).toBeGreaterThan(loud)
    await expect.poll(() => caller.level(1000, 0.2), { timeout: 20_000 }).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b)])
  })

  it('takes a phone from where its signalling comes from, whatever address it says', async () => {
    const { plane } = await openRelayed(rtpengines.first)
    const { caller, callee, a, b } = await openCall(plane)
    agree(a, caller, { address: '10.9.8.7' }, { address: '127.0.0.1', always: true })
    await talk(caller, callee)
    await Promise.all([closed(a), closed(b)])
  })

  it('secured audio stays here, from the first word of it on', async () => {
    const { builtIn, plane } = await openRelayed(rtpengines.first)
    const endpoint = lease(plane)
    const { port } = endpoint
    expect(builtIn.counts().endpoints).toBe(0)
    endpoint.secure()
    expect(endpoint.port).not.toBe(port)
    expect(builtIn.counts().endpoints).toBe(1)
    await closed(endpoint)
  })

  it('tells who has fallen silent, and keeps the call', async () => {
    const builtIn = await openPlane({ inactivity: 400 })
    const patience = { ahead: 2, inactivity: 400, inspectEvery: 300 }
    const plane = await relayBy(builtIn, [addressOf(rtpengines.first)], patience)
    const { caller, callee, a, b } = await openCall(plane)
    let told = 0
    a.onInactive(() => {
      told += 1
    })
    let others = 0
    b.onInactive(() => {
      others += 1
    })
    callee.speak(1000)
    await heard(caller, 1000).toBeGreaterThan(loud)
    await expect.poll(() => told, { timeout: 15_000 }).toBeGreaterThan(1)
    expect(others).toBe(0)
    await Promise.all([closed(a), closed(b)])
  })
})

function rtp(type: number, sequence: number): Buffer {
  const packet = Buffer.alloc(52, sequence)
  packet.writeUInt16BE(0x8000 | type, 0)
  packet.writeUInt16BE(sequence, 2)
  packet.writeUInt32BE(160 * sequence, 4)
  packet.writeUInt32BE(7, 8)
  return packet
}

/** A party without a phone: bytes out, bytes in, by RTP and RTCP. */
async function openWires() {
  const port = await freePort('127.0.0.1', 2)
  const wires = [createSocket('udp4'), createSocket('udp4')] as const
  const heard: string[] = []
  const reports: string[] = []
  for (const [index, wire] of wires.entries()) {
    await new Promise<void>((resolve) => wire.bind(port + index, '127.0.0.1', resolve))
    wire.on('message', (bytes) => (index === 0 ? heard : reports).push(bytes.toString('hex')))
    onTestFinished(() => void wire.close())
  }
  const [audio, control] = wires
  return {
    port,
    heard,
    reports,
    send: (to: MediaEndpoint, packet: Buffer) => audio.send(packet, to.port, to.address),
    report: (to: MediaEndpoint, packet: Buffer) => control.send(packet, to.port + 1, to.address),
  }
}
