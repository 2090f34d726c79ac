import { createSocket, type Socket } from 'node:dgram'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import {
  answerPhone,
  callPhone,
  closeAll,
  closed,
  heard,
  lease,
  localOf,
  must,
  openPhone,
  openPlane,
  relayCall,
} from '../testing/plane-and-phones.ts'
import { ToneDigitDetector } from './audio/tone-digits.ts'
import type { MediaEndpoint } from './media-endpoint.ts'
import { MediaPlane } from './media-plane.ts'
import { answerOffer } from './sdp/offer-answer.ts'

const sockets: Socket[] = []

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close()
  await closeAll()
})

describe('overhearing', () => {
  it('lets a third hear both, who are told by a tone and lose nothing', async () => {
    const plane = await openPlane()
    const [caller, callee, third] = [await openPhone(), await openPhone(), await openPhone(['PCMU'])]
    const [, b] = relayCall(plane, caller, callee)
    const c = lease(plane, b)
    callPhone(c, third)
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(-12)
    expect(callee.level(1400, 3)).toBeLessThan(-50)
    plane.overhear(c, b)
    // It lasts 200 ms: 24 dB less over three seconds, of which a busy machine misses nothing.
    for (const told of [caller, callee])
      await expect.poll(() => told.level(1400, 3), { timeout: 10_000 }).toBeGreaterThan(-50)
    await heard(third, 440).toBeGreaterThan(-14)
    await heard(third, 1000).toBeGreaterThan(-14)
    third.speak(2000)
    await heard(callee, 440).toBeGreaterThan(-12)
    expect([caller.level(2000, 0.2), callee.level(2000, 0.2)].every((level) => level < -40)).toBe(true)
    const [ofB] = await Promise.all([closed(b), closed(c)])
    expect(ofB.sent).toBeGreaterThan(0)
  })

  it('follows the party to whomever it talks, and hears nobody while it is held', async () => {
    const plane = await openPlane()
    const [caller, callee, third, person] = [
      await openPhone(),
      await openPhone(),
      await openPhone(),
      await openPhone(),
    ]
    const [a, b] = relayCall(plane, caller, callee)
    const [c, d] = [lease(plane, b), lease(plane, b)]
    callPhone(c, third)
    callPhone(d, person)
    caller.speak(440)
    plane.overhear(c, b)
    await heard(third, 440).toBeGreaterThan(-14)
    plane.disconnect(a)
    await heard(third, 440).toBeLessThan(-40)
    person.speak(700)
    plane.connect(b, d)
    await heard(third, 700).toBeGreaterThan(-14)
    b.close()
    await heard(third, 700).toBeLessThan(-40)
    plane.connect(a, d)
    await heard(caller, 700).toBeGreaterThan(-12)
    await Promise.all([closed(a), closed(c), closed(d)])
    expect(plane.counts()).toMatchObject({ endpoints: 0, relays: 0, closing: 0 })
  })
})

describe('whoever listens next', () => {
  it('hears on when the one before goes, who heard nothing more by then', async () => {
    const plane = await openPlane()
    const [caller, callee, first, next] = [
      await openPhone(),
      await openPhone(),
      await openPhone(),
      await openPhone(),
    ]
    const [, b] = relayCall(plane, caller, callee)
    const [c, d] = [lease(plane, b), lease(plane, b)]
    callPhone(c, first)
    callPhone(d, next)
    caller.speak(440)
    plane.overhear(c, b)
    await heard(first, 440).toBeGreaterThan(-14)
    plane.overhear(d, b)
    await heard(next, 440).toBeGreaterThan(-14)
    await heard(first, 440).toBeLessThan(-40)
    await closed(c)
    caller.speak(700)
    await heard(next, 700).toBeGreaterThan(-14)
  })
})

describe('relay', () => {
  it('each hears the other, and the statistics say so', async () => {
    const plane = await openPlane()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(-12)
    await heard(caller, 1000).toBeGreaterThan(-12)
    expect(plane.counts()).toMatchObject({ endpoints: 2, relays: 1 })
    const [ofA, ofB] = await Promise.all([closed(a), closed(b)])
    expect(ofA).toMatchObject({ codec: 'PCMA', lost: 0, refused: 0, latchedTo: `127.0.0.1:${caller.port}` })
    expect(ofA.received).toBeGreaterThan(0)
    expect(ofB.sent).toBe(ofA.received)
    expect(ofA.firstPacketAt).toBeGreaterThan(Date.now() - 60_000)
    expect(plane.counts()).toEqual({ endpoints: 0, relays: 0, playing: 0, recording: 0, closing: 0 })
  })

  it('digits pass, and are heard on the way', async () => {
    const plane = await openPlane()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a] = relayCall(plane, caller, callee)
    let onTheWay = ''
    a.onDigit((digit) => {
      onTheWay += digit
    })
    caller.press('1*7', 60)
    await expect.poll(() => callee.digits, { timeout: 5000 }).toBe('1*7')
    await expect.poll(() => onTheWay).toBe('1*7')
  })

  it('digits amid speech are no loss', async () => {
    const plane = await openPlane()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(-12)
    caller.press('1*7', 60)
    await expect.poll(() => callee.digits, { timeout: 5000 }).toBe('1*7')
    await heard(callee, 440).toBeGreaterThan(-12)
    const [ofA, ofB] = await Promise.all([closed(a), closed(b)])
    expect(ofA.lost).toBe(0)
    expect(ofB.sent).toBe(ofA.received)
  })

  it('a digit by signalling reaches the other as one by RFC 4733 (C12)', async () => {
    const plane = await openPlane()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    a.hearDigit('5')
    a.hearDigit('5')
    b.hearDigit('#')
    await expect.poll(() => callee.digits, { timeout: 5000 }).toBe('55')
    await expect.poll(() => caller.digits, { timeout: 5000 }).toBe('#')
  })

  it('a digit that comes both ways reaches the other once', async () => {
    const plane = await openPlane()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a] = relayCall(plane, caller, callee)
    caller.press('1', 60)
    await expect.poll(() => callee.digits, { timeout: 5000 }).toBe('1')
    a.hearDigit('1')
    caller.press('2', 60)
    await expect.poll(() => callee.digits, { timeout: 5000 }).toBe('12')
  })

  it('a digit by signalling is heard as tones by a party that has agreed on nothing better', async () => {
    const plane = await openPlane()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = [lease(plane), lease(plane)]
    answerPhone(a, caller)
    const answer = must(answerOffer(callee.offer(), { ...localOf(b), telephoneEvent: false }))
    b.setRemote(answer.negotiated)
    callee.accept(answer.text)
    plane.connect(a, b)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(-12)
    a.hearDigit('5')
    a.hearDigit('9')
    await expect.poll(() => new ToneDigitDetector().push(callee.heard()), { timeout: 5000 }).toBe('59')
    await heard(callee, 440).toBeGreaterThan(-12)
  })

  it('legs that we negotiated apart: the other law of G.711 is translated', async () => {
    const plane = await openPlane()
    const [ulawPhone, alawPhone] = [await openPhone(['PCMU']), await openPhone(['PCMA'])]
    const [a, b] = [lease(plane), lease(plane)]
    answerPhone(a, ulawPhone)
    callPhone(b, alawPhone)
    plane.connect(a, b)
    ulawPhone.speak(440)
    alawPhone.speak(1000)
    await heard(alawPhone, 440).toBeGreaterThan(-12)
    await heard(ulawPhone, 1000).toBeGreaterThan(-12)
  })

  it('ends with disconnect, and what is played is heard instead', async () => {
    const plane = await openPlane()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a] = relayCall(plane, caller, callee)
    callee.speak(1000)
    await heard(caller, 1000).toBeGreaterThan(-12)
    plane.disconnect(a)
    a.play({ kind: 'tone', frequencies: [2000] })
    await heard(caller, 2000).toBeGreaterThan(-12)
    await heard(caller, 1000).toBeLessThan(-40)
    expect(plane.counts()).toMatchObject({ relays: 0, playing: 1 })
  })

  it('a party on hold is sent nothing', async () => {
    const plane = await openPlane()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a] = relayCall(plane, caller, callee)
    callee.speak(1000)
    await heard(caller, 1000).toBeGreaterThan(-12)
    const held = must(answerOffer(caller.offer('inactive'), localOf(a)))
    a.setRemote(held.negotiated)
    // What was under way when the hold began still arrives; the callee goes on talking all the time.
    let before = -1
    await expect
      .poll(() => {
        const more = caller.received - before
        before = caller.received
        return more
      })
      .toBe(0)
    const statistics = await closed(a)
    expect(statistics.sent).toBe(caller.received)
  })
})

describe('strangers and hostile packets', () => {
  it('are counted and never passed on', async () => {
    const plane = await openPlane()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(-12)
    const stranger = createSocket('udp4')
    sockets.push(stranger)
    const good = Buffer.alloc(172, 0xd5)
    good.set([0x80, 8], 0)
    const hostile = [Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(172), good, Buffer.alloc(1400, 0xff)]
    for (let i = 0; i < 400; i += 1) {
      stranger.send(hostile[i % hostile.length] ?? good, a.port, '127.0.0.1')
      stranger.send(good, a.port + 1, '127.0.0.1')
    }
    caller.press('9', 60)
    await expect.poll(() => callee.digits, { timeout: 5000 }).toBe('9')
    const [ofA, ofB] = await Promise.all([closed(a), closed(b)])
    expect(ofA.refused).toBeGreaterThan(100)
    expect(ofA.latchedTo).toBe(`127.0.0.1:${caller.port}`)
    expect(ofB.sent).toBe(callee.received)
  })

  it('nothing is taken before an address was negotiated, nor from another address', async () => {
    const plane = await openPlane()
    const phone = await openPhone()
    const endpoint = lease(plane)
    const answer = must(answerOffer(phone.offer().replaceAll('127.0.0.1', '198.51.100.7'), localOf(endpoint)))
    endpoint.setRemote(answer.negotiated)
    phone.accept(answer.text)
    phone.press('1', 60)
    await expect.poll(() => phone.sent, { timeout: 5000 }).toBeGreaterThanOrEqual(6)
    const { received, latchedTo } = await closed(endpoint)
    expect({ received, latchedTo }).toEqual({ received: 0, latchedTo: undefined })
  })

  it('a private address behind NAT is heard from where its signalling came', async () => {
    const plane = await openPlane()
    const phone = await openPhone()
    const endpoint = lease(plane)
    const answer = must(answerOffer(phone.offer().replaceAll('127.0.0.1', '10.9.8.7'), localOf(endpoint)))
    endpoint.setRemote(answer.negotiated, { allowFrom: { address: '127.0.0.1', always: false } })
    phone.accept(answer.text)
    phone.speak(440)
    endpoint.play({ kind: 'tone', frequencies: [1000] })
    await heard(phone, 1000).toBeGreaterThan(-12)
  })
})

describe('ports', () => {
  it('grow with demand, are even, and all come back', async () => {
    const plane = await openPlane({ boundAhead: 2 })
    const endpoints: MediaEndpoint[] = []
    await expect
      .poll(
        () => {
          const endpoint = plane.openEndpoint()
          if (endpoint) endpoints.push(endpoint)
          return endpoints.length
        },
        { interval: 1, timeout: 5000 },
      )
      .toBe(20)
    expect(endpoints.every(({ port }) => port % 2 === 0)).toBe(true)
    expect(new Set(endpoints.map(({ port }) => port)).size).toBe(20)
    for (const endpoint of endpoints) endpoint.close()
    expect(plane.counts()).toMatchObject({ endpoints: 0, closing: 0 })
    await expect.poll(() => plane.ports()).toMatchObject({ leased: 0, resting: 0 })
  })

  it('a hundred calls that come in the same instant have a pair for either side', async () => {
    const plane = await MediaPlane.open({ address: '127.0.0.1', ports: { from: 0, to: 0 } })
    onTestFinished(() => plane.close())
    const endpoints = Array.from({ length: 200 }, () => plane.openEndpoint())
    expect(endpoints.every((endpoint) => endpoint !== undefined)).toBe(true)
    // And so have those that come next.
    await expect.poll(() => plane.ports().free, { timeout: 10_000 }).toBeGreaterThan(128)
  })

  it('an endpoint that was never used still gives its statistics', async () => {
    const plane = await openPlane()
    expect(await closed(lease(plane))).toMatchObject({ received: 0, sent: 0 })
  })

  it('whoever is told of one and throws costs the others nothing', async () => {
    const logged: string[] = []
    const plane = await openPlane({ log: (level, message) => logged.push(`${level}: ${message}`) })
    const [a, b] = relayCall(plane, await openPhone(), await openPhone())
    a.close(() => {
      throw new Error('a bug')
    })
    expect(await closed(b)).toMatchObject({ received: 0 })
    expect(logged).toContain('error: a report of a media worker was not handled')
  })

  it('no more pairs are bound than the process may have, and a call that finds none is refused', async () => {
    const exhausted = Promise.withResolvers<void>()
    const plane = await openPlane({ mostPairs: 3, boundAhead: 9, log: () => exhausted.resolve() })
    await exhausted.promise
    const endpoints = Array.from({ length: 3 }, () => lease(plane))
    expect(plane.openEndpoint()).toBeUndefined()
    endpoints[0]?.close()
    expect(plane.openEndpoint()?.port).toBe(endpoints[0]?.port)
  })

  it('a range that is used up is a refusal, not an error, and serves again later', async () => {
    const probe = createSocket('udp4')
    await new Promise<void>((resolve) => probe.bind(0, '127.0.0.1', resolve))
    const from = probe.address().port & ~1
    await new Promise<void>((resolve) => probe.close(resolve))
    const exhausted = Promise.withResolvers<void>()
    const plane = await openPlane({
      ports: { from, to: from + 3 },
      boundAhead: 9,
      log: () => exhausted.resolve(),
    })
    await exhausted.promise
    const { free } = plane.ports()
    const endpoints = Array.from({ length: free }, () => lease(plane))
    expect(plane.openEndpoint()).toBeUndefined()
    for (const endpoint of endpoints) endpoint.close()
    await expect.poll(() => plane.openEndpoint()?.port).toBe(endpoints[0]?.port)
  })

  it('two workers: endpoints near each other can be connected, others cannot', async () => {
    const plane = await openPlane({ workers: 2, boundAhead: 2 })
    const a = lease(plane)
    const elsewhere = lease(plane)
    expect(() => plane.connect(a, elsewhere)).toThrow('different workers')
    const near = lease(plane, a)
    plane.connect(a, near)
    expect(plane.counts()).toMatchObject({ endpoints: 3, relays: 1 })
  })

  it('opening where no port can be bound rejects', async () => {
    await expect(openPlane({ address: '192.0.2.1' })).rejects.toThrow('no RTP port')
  })

  it('a closed plane gives no endpoints', async () => {
    const plane = await openPlane()
    await plane.close()
    expect(plane.openEndpoint()).toBeUndefined()
  })
})
