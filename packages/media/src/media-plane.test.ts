import { createSocket, type Socket } from 'node:dgram'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { RtpPhone } from '../testing/index.ts'
import { measureTone } from './audio/goertzel.ts'
import { renderTone } from './audio/tone.ts'
import { readWav, writeWav } from './audio/wav.ts'
import { isRefusal } from './errors.ts'
import type { MediaEndpoint, MediaStatistics, PlayOptions, RecordingResult } from './media-endpoint.ts'
import { MediaPlane, type MediaPlaneOptions } from './media-plane.ts'
import { describeOffer } from './sdp/audio-description.ts'
import { answerOffer, createOffer, readAnswer } from './sdp/offer-answer.ts'
import { negotiateRelay, relayAnswer, relayOffer } from './sdp/relay-description.ts'

const phones: RtpPhone[] = []
const planes: MediaPlane[] = []
const sockets: Socket[] = []

afterEach(async () => {
  for (const phone of phones.splice(0)) phone.close()
  for (const socket of sockets.splice(0)) socket.close()
  for (const plane of planes.splice(0)) await plane.close()
})

async function openPlane(options: Partial<MediaPlaneOptions> = {}): Promise<MediaPlane> {
  const plane = await MediaPlane.open({
    address: '127.0.0.1',
    ports: { from: 0, to: 0 },
    boundAhead: 8,
    quarantine: 1,
    ...options,
  })
  planes.push(plane)
  return plane
}

async function openPhone(codecs?: string[]): Promise<RtpPhone> {
  const phone = await RtpPhone.open(codecs ? { codecs } : {})
  phones.push(phone)
  return phone
}

function lease(plane: MediaPlane, near?: MediaEndpoint): MediaEndpoint {
  const endpoint = plane.openEndpoint(near)
  if (!endpoint) throw new Error('no port')
  return endpoint
}

const localOf = (endpoint: MediaEndpoint) => ({
  address: endpoint.address,
  port: endpoint.port,
  sessionId: endpoint.id,
  version: 1,
})

function must<T extends object>(value: T) {
  if (isRefusal(value)) throw new Error(value.detail)
  return value as Exclude<T, { kind: 'refusal' }>
}

/** The phone calls us: we are the other party. */
function answerPhone(endpoint: MediaEndpoint, phone: RtpPhone): void {
  const answer = must(answerOffer(phone.offer(), localOf(endpoint)))
  endpoint.setRemote(answer.negotiated)
  phone.accept(answer.text)
}

/** We call the phone. */
function callPhone(endpoint: MediaEndpoint, phone: RtpPhone): void {
  const offer = createOffer(localOf(endpoint))
  endpoint.setRemote(must(readAnswer(offer, phone.answer(offer))))
}

/** One phone calls the other through the plane, the descriptions passed on word by word. */
function relayCall(plane: MediaPlane, caller: RtpPhone, callee: RtpPhone): [MediaEndpoint, MediaEndpoint] {
  const a = lease(plane)
  const b = lease(plane, a)
  const offer = caller.offer()
  const shown = relayOffer(offer, localOf(b))
  if (typeof shown !== 'string') throw new Error(shown.detail)
  const answer = callee.answer(shown)
  const back = relayAnswer(answer, localOf(a), offer)
  if (typeof back !== 'string') throw new Error(back.detail)
  caller.accept(back)
  const { offerer, answerer } = negotiateRelay(must(describeOffer(offer)), must(describeOffer(answer)))
  a.setRemote(offerer)
  b.setRemote(answerer)
  plane.connect(a, b)
  return [a, b]
}

const closed = (endpoint: MediaEndpoint) => new Promise<MediaStatistics>((resolve) => endpoint.close(resolve))
const played = (
  endpoint: MediaEndpoint,
  source: Parameters<MediaEndpoint['play']>[0],
  options: PlayOptions = {},
) => new Promise<string>((resolve) => endpoint.play(source, { ...options, onEnd: resolve }))
const heard = (phone: RtpPhone, hertz: number) =>
  expect.poll(() => phone.level(hertz, 0.2), { timeout: 5000 })

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
    endpoint.setRemote(answer.negotiated, { allowFrom: '127.0.0.1' })
    phone.accept(answer.text)
    phone.speak(440)
    endpoint.play({ kind: 'tone', frequencies: [1000] })
    await heard(phone, 1000).toBeGreaterThan(-12)
  })
})

describe('playing and recording', () => {
  it('plays prompts, digits and tones one after another', async () => {
    const plane = await openPlane()
    const phone = await openPhone()
    const endpoint = lease(plane)
    answerPhone(endpoint, phone)
    const sources = [
      { kind: 'prompt', name: 'goodbye' },
      { kind: 'digits', digits: '4' },
      { kind: 'beep' },
    ] as const
    expect(await played(endpoint, sources)).toBe('finished')
    await heard(phone, 1000).toBeGreaterThan(-16)
    const expected = ['goodbye', 'digit-4'].map(
      (name) => readWav(readFileSync(new URL(`../prompts/en/${name}.wav`, import.meta.url))).samples.length,
    )
    const samples = expected.reduce((sum, length) => sum + length, 4000)
    expect(Math.abs(phone.heard().length - samples)).toBeLessThanOrEqual(160)
  })

  it('a file that is not there is reported, and so is being stopped', async () => {
    const plane = await openPlane()
    const endpoint = lease(plane)
    answerPhone(endpoint, await openPhone())
    expect(await played(endpoint, { kind: 'file', path: '/nowhere/x.wav' })).toBe('failed')
    expect(await played(endpoint, { kind: 'prompt', name: '../../package' })).toBe('failed')
    const endless = played(endpoint, { kind: 'ringback' })
    endpoint.stopPlaying()
    expect(await endless).toBe('stopped')
    const replaced = played(endpoint, { kind: 'ringback' })
    const closing = played(endpoint, { kind: 'ringback' })
    expect(await replaced).toBe('stopped')
    endpoint.close()
    expect(await closing).toBe('stopped')
    await expect.poll(() => plane.counts()).toMatchObject({ playing: 0, closing: 0 })
  })

  it('records what the caller says until #', async () => {
    const plane = await openPlane()
    const phone = await openPhone()
    const endpoint = lease(plane)
    answerPhone(endpoint, phone)
    const path = join(mkdtempSync(join(tmpdir(), 'plane-')), 'message.wav')
    const ended = new Promise<RecordingResult>((resolve) => endpoint.record({ path, onEnded: resolve }))
    phone.speak({ kind: 'tone', frequencies: [440], level: -10, seconds: 1 })
    await expect.poll(() => phone.sent, { timeout: 5000 }).toBeGreaterThanOrEqual(50)
    phone.press('#', 60)
    const result = await ended
    expect(result).toMatchObject({ reason: 'digit', digit: '#' })
    expect(result.speechSeconds).toBeCloseTo(1, 1)
    const { samples } = readWav(readFileSync(path))
    expect(measureTone(samples.subarray(800, 7200), 440)).toBeCloseTo(-10, 0)
    expect(samples.length / 8000).toBeCloseTo(result.seconds, 5)
  })

  it('beeps and records from the end of the beep on, whatever this thread is busy with (C9)', async () => {
    const plane = await openPlane()
    const phone = await openPhone()
    const endpoint = lease(plane)
    answerPhone(endpoint, phone)
    const path = join(mkdtempSync(join(tmpdir(), 'plane-')), 'message.wav')
    phone.speak({ kind: 'tone', frequencies: [440], level: -60 })
    await expect.poll(() => phone.sent, { timeout: 5000 }).toBeGreaterThan(5)
    const ended = new Promise<RecordingResult>((resolve) =>
      endpoint.record({ path, beep: true, onEnded: resolve }),
    )
    await heard(phone, 1000).toBeGreaterThan(-30)
    await expect.poll(() => existsSync(path), { timeout: 5000 }).toBe(true)
    const sent = phone.sent
    phone.speak({ kind: 'tone', frequencies: [440], level: -10, seconds: 1 })
    await expect.poll(() => phone.sent, { timeout: 5000 }).toBeGreaterThanOrEqual(sent + 50)
    endpoint.stopRecording()
    const { reason, speechSeconds } = await ended
    expect(reason).toBe('stopped')
    expect(speechSeconds).toBeGreaterThan(0.6)
  })

  it('a recording that is stopped in its beep holds nothing, and makes no file', async () => {
    const plane = await openPlane()
    const endpoint = lease(plane)
    answerPhone(endpoint, await openPhone())
    const path = join(mkdtempSync(join(tmpdir(), 'plane-')), 'message.wav')
    for (const stop of [() => endpoint.stopRecording(), () => endpoint.close()]) {
      const ended = new Promise<RecordingResult>((resolve) =>
        endpoint.record({ path, beep: true, onEnded: resolve }),
      )
      stop()
      expect(await ended).toEqual({ reason: 'stopped', seconds: 0, speechSeconds: 0 })
    }
    expect(existsSync(path)).toBe(false)
    expect(plane.counts()).toMatchObject({ playing: 0, recording: 0 })
  })

  it('hanging up ends a recording, closing the plane too, and the files are whole', async () => {
    const plane = await openPlane()
    const folder = mkdtempSync(join(tmpdir(), 'plane-'))
    const record = async (name: string) => {
      const [endpoint, phone] = [lease(plane), await openPhone()]
      answerPhone(endpoint, phone)
      phone.speak(440)
      const path = join(folder, name)
      const ended = new Promise<RecordingResult>((resolve) => endpoint.record({ path, onEnded: resolve }))
      await expect.poll(() => phone.sent, { timeout: 5000 }).toBeGreaterThan(5)
      return { endpoint, ended, path }
    }
    const [one, other] = [await record('a.wav'), await record('b.wav')]
    one.endpoint.close()
    expect(await one.ended).toMatchObject({ reason: 'hangup' })
    await plane.close()
    expect(await other.ended).toMatchObject({ reason: 'hangup' })
    expect(readWav(readFileSync(other.path)).samples.length).toBeGreaterThan(0)
    expect(plane.counts()).toEqual({ endpoints: 0, relays: 0, playing: 0, recording: 0, closing: 0 })
  })

  it('plays a file from where one goes, and goes on after a pause', async () => {
    const plane = await openPlane()
    const phone = await openPhone()
    const endpoint = lease(plane)
    answerPhone(endpoint, phone)
    const path = join(mkdtempSync(join(tmpdir(), 'plane-')), 'long.wav')
    const tones = [500, 1500].map((hertz) => renderTone({ kind: 'tone', frequencies: [hertz] }, 10))
    writeFileSync(path, writeWav(Int16Array.from(tones.flatMap((tone) => [...tone]))))
    const ended = played(endpoint, { kind: 'file', path })
    await heard(phone, 500).toBeGreaterThan(-16)
    endpoint.seek(10_000)
    await heard(phone, 1500).toBeGreaterThan(-16)
    endpoint.pause()
    endpoint.resume()
    endpoint.seek(-10_000)
    await heard(phone, 500).toBeGreaterThan(-16)
    endpoint.seek(60_000)
    expect(await ended).toBe('finished')
  })

  it('hears tones as digits of a party that has no events, and a key by signalling once', async () => {
    const plane = await openPlane()
    const phone = await openPhone()
    const endpoint = lease(plane)
    const answer = must(answerOffer(phone.offer(), { ...localOf(endpoint), telephoneEvent: false }))
    endpoint.setRemote(answer.negotiated)
    phone.accept(answer.text)
    let digits = ''
    endpoint.onDigit((digit) => {
      digits += digit
    })
    phone.speak({ kind: 'tone', frequencies: [770, 1336], level: -8, seconds: 0.1 })
    await expect.poll(() => digits, { timeout: 5000 }).toBe('5')
    endpoint.hearDigit('5')
    endpoint.hearDigit('6')
    await expect.poll(() => digits, { timeout: 5000 }).toBe('56')
  })

  it('sends digits', async () => {
    const plane = await openPlane()
    const phone = await openPhone()
    const endpoint = lease(plane)
    callPhone(endpoint, phone)
    endpoint.sendDigits('42#', 60)
    await expect.poll(() => phone.digits, { timeout: 5000 }).toBe('42#')
  })

  it('reports a party that falls silent, as long as it is', async () => {
    const plane = await openPlane({ inactivity: 1 })
    const endpoint = lease(plane)
    answerPhone(endpoint, await openPhone())
    let told = 0
    endpoint.onInactive(() => {
      told += 1
    })
    await expect.poll(() => told, { timeout: 10_000 }).toBeGreaterThan(1)
    endpoint.close()
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
    planes.push(plane)
    const endpoints = Array.from({ length: 200 }, () => plane.openEndpoint())
    expect(endpoints.every((endpoint) => endpoint !== undefined)).toBe(true)
    // And so have those that come next.
    await expect.poll(() => plane.ports().free, { timeout: 10_000 }).toBeGreaterThan(128)
  })

  it('an endpoint that was never used still gives its statistics', async () => {
    const plane = await openPlane()
    expect(await closed(lease(plane))).toMatchObject({ received: 0, sent: 0 })
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
