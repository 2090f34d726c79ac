import { describe, expect, it } from 'vitest'
import { OURS, openTransport, PEER, writtenOptions } from './transport-fixture.ts'

describe('what is not SIP, or not enough of it', () => {
  it('an unreadable request --> 400 without a transaction, the same tag each time', async () => {
    const { clock, layer, peer, requests } = await openTransport()
    for (let copy = 0; copy < 2; copy++) {
      peer.send(writtenOptions(`SIP/2.0/UDP ${PEER}:5060;rport;branch=z9hG4bKa`, 'no colon here\n'), OURS)
      clock.advance(2)
    }
    expect(requests).toEqual([])
    expect(peer.lines).toEqual(['SIP/2.0 400 Malformed Header Field', 'SIP/2.0 400 Malformed Header Field'])
    expect(peer.log[0]?.text).toBe(peer.log[1]?.text)
    expect(peer.last).toMatch(/^To: .*;tag=\w+\r$/m)
    expect(layer.counters).toMatchObject({ malformed: 2, received: 0 })
  })

  it('a request without Call-ID --> 400; an ACK without --> silence', async () => {
    const { clock, peer } = await openTransport()
    const text = writtenOptions(`SIP/2.0/UDP ${PEER}:5060;branch=z9hG4bKa`).replace('Call-ID: call-2\n', '')
    peer.send(text, OURS)
    peer.send(text.replaceAll('OPTIONS', 'ACK'), OURS)
    clock.advance(2)
    expect(peer.lines).toEqual(['SIP/2.0 400 Missing Call-ID'])
  })

  it('a request without Via --> silence; another version --> 505', async () => {
    const { clock, peer } = await openTransport()
    const text = writtenOptions(`SIP/2.0/UDP ${PEER}:5060;branch=z9hG4bKa`)
    peer.send(text.replace(/Via:.*\n/, ''), OURS)
    clock.advance(2)
    expect(peer.lines).toEqual([])
    peer.send(text.replace('SIP/2.0\n', 'SIP/3.0\n'), OURS)
    clock.advance(2)
    expect(peer.lines).toEqual(['SIP/2.0 505 Version Not Supported'])
  })

  it('a response with two Vias, or without From --> dropped', async () => {
    const { clock, layer, peer, responses } = await openTransport()
    const good = writtenOptions('SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa').replace(
      /^OPTIONS.*/,
      'SIP/2.0 200 OK',
    )
    const [below, asParameter] = ['SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKb', ';x="a, b"']
    peer.send(good.replace('Max-Forwards: 70', `Via: ${below}`), OURS)
    peer.send(good.replace('branch=z9hG4bKa', `branch=z9hG4bKa, ${below}`), OURS)
    peer.send(good.replace(/From:.*\n/, ''), OURS)
    clock.advance(1)
    expect(responses).toEqual([])
    expect(layer.counters.malformed).toBe(3)
    peer.send(good, OURS)
    peer.send(good.replace('branch=z9hG4bKa', `branch=z9hG4bKa${asParameter}`), OURS)
    clock.advance(1)
    expect(responses).toHaveLength(2)
  })

  it('keep-alives and STUN --> counted, nothing else', async () => {
    const { clock, layer, peer } = await openTransport()
    for (const text of ['\r\n\r\n', '\0\0\0\0', '\x00\x01\x00\x00 this would be STUN']) peer.send(text, OURS)
    clock.advance(2)
    expect(layer.counters).toMatchObject({ keepAlives: 3, malformed: 0 })
    peer.send('this is no SIP message at all', OURS)
    clock.advance(2)
    expect(layer.counters).toMatchObject({ keepAlives: 3, malformed: 1 })
    expect(peer.log).toEqual([])
  })

  it('a STUN binding request is answered, unless its sender is not admitted (RFC 5626 §4.4.2)', async () => {
    const ping = Buffer.from(`000100002112a442${'00'.repeat(12)}`, 'hex').toString('latin1')
    for (const admitted of [true, false]) {
      const { clock, peer } = await openTransport({ admit: () => admitted })
      peer.send(ping, OURS)
      clock.advance(2)
      expect(peer.log).toHaveLength(admitted ? 1 : 0)
    }
  })

  it('a flow of datagrams is kept open by an empty message, one that is a connection is let be', async () => {
    const { clock, layer, peer } = await openTransport()
    const [listening] = layer.listening
    const flow = {
      transport: 'UDP' as const,
      localAddress: listening?.address ?? '',
      localPort: listening?.port ?? 0,
      remoteAddress: PEER,
      remotePort: 5060,
      connectionId: 0,
    }
    for (const towards of [flow, { ...flow, connectionId: 7 }, { ...flow, localPort: 1 }])
      layer.keepOpen(towards)
    clock.advance(2)
    expect(peer.log.map(({ text }) => text)).toEqual(['\r\n\r\n'])
  })
})
