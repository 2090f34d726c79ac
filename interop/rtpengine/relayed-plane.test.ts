/**
 * What the built-in plane does by itself, and what it does with rtpengine before it, is the same to those who talk: one suite for
 * both. After it, what is rtpengine's alone.
 */
import { createSocket } from 'node:dgram'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AudioPlane, MediaEndpoint, MediaPlane, Negotiated, SignallingSource } from '@mainline/media'
import { RelayedPlane } from '@mainline/media'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  answerPhone,
  callPhone,
  closeAll,
  closed,
  heard,
  lease,
  openPhone,
  openPlane,
  relayCall,
} from '../../packages/media/testing/plane-and-phones.ts'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { freePort } from '../peers/ports.ts'
import { Rtpengine } from '../peers/rtpengine.ts'
import { readWav, toneShare } from '../peers/tone.ts'
import { sleep, until } from '../peers/waiting.ts'
import { temporaryFolder } from '../server-fixture.ts'

const folder = temporaryFolder('mainline-relayed-')
let first: Rtpengine
let second: Rtpengine

beforeAll(async () => {
  ensureDebianPackages(['rtpengine-daemon'])
  first = await Rtpengine.start({ folder })
  second = await Rtpengine.start({ folder, which: 2 })
})
afterAll(async () => {
  await first?.[Symbol.asyncDispose]()
  await second?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const relayed: RelayedPlane[] = []
afterEach(async () => {
  for (const plane of relayed.splice(0)) await plane.close()
  await closeAll()
  expect(await first.calls()).toEqual([])
})

interface Planes {
  readonly builtIn: MediaPlane
  readonly plane: RelayedPlane
}

async function openRelayed(...rtpengines: readonly Rtpengine[]): Promise<Planes> {
  const builtIn = await openPlane()
  const plane = await RelayedPlane.open(builtIn, {
    rtpengines: rtpengines.map(({ address, ngPort }) => ({ host: address, port: ngPort })),
    bound: '127.0.0.1',
    log: () => {},
    ahead: 4,
  })
  relayed.push(plane)
  return { builtIn, plane }
}

const silent = -50
const loud = -14

describe.each<[string, () => Promise<AudioPlane>]>([
  ['the built-in plane', () => openPlane()],
  ['rtpengine', async () => (await openRelayed(first)).plane],
  ['two rtpengines', async () => (await openRelayed(first, second)).plane],
])('%s', (_, open) => {
  it('lets two phones hear each other, and press keys', async () => {
    const plane = await open()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(loud)
    await heard(caller, 1000).toBeGreaterThan(loud)
    const spoken = callee.sent
    caller.press('4*')
    await expect.poll(() => callee.digits, { timeout: 5000 }).toBe('4*')
    caller.hush()
    callee.hush()
    await sleep(200)
    const [ofA, ofB] = await Promise.all([closed(a), closed(b)])
    for (const { lost, codec, jitterMs } of [ofA, ofB]) {
      expect({ lost, codec }).toEqual({ lost: 0, codec: 'PCMA' })
      expect(jitterMs).toBeLessThan(20)
    }
    // The first packets come before anybody is told of them.
    expect(between(ofB.received, spoken - 3, callee.sent)).toBe(true)
    expect(between(ofA.sent, spoken - 3, callee.sent)).toBe(true)
    expect(between(ofB.sent, caller.sent - 3, caller.sent)).toBe(true)
  })

  it('changes what they agreed on differently: the law, and numbers of types', async () => {
    const plane = await open()
    const [caller, callee] = [await openPhone(['PCMU']), await openPhone(['PCMA'])]
    const [a, b] = [lease(plane), lease(plane)]
    answerPhone(a, caller)
    callPhone(b, callee)
    plane.connect(a, b)
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(loud)
    await heard(caller, 1000).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b)])
  })

  it('plays to one, then joins it to another, then plays again', async () => {
    const plane = await open()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = [lease(plane), lease(plane)]
    answerPhone(a, caller)
    a.play({ kind: 'tone', frequencies: [1400], level: -10 }, { loop: true })
    await heard(caller, 1400).toBeGreaterThan(loud)
    callPhone(b, callee)
    a.stopPlaying()
    plane.connect(a, b)
    callee.speak(1000)
    caller.speak(440)
    await heard(caller, 1000).toBeGreaterThan(loud)
    await heard(callee, 440).toBeGreaterThan(loud)
    plane.disconnect(a)
    a.play({ kind: 'tone', frequencies: [1400], level: -10 }, { loop: true })
    await heard(caller, 1400).toBeGreaterThan(loud)
    await heard(caller, 1000).toBeLessThan(silent)
    callee.forget()
    await sleep(300)
    expect(callee.level(440)).toBeLessThan(silent)
    plane.connect(a, b)
    a.stopPlaying()
    await heard(caller, 1000).toBeGreaterThan(loud)
    await heard(callee, 440).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b)])
  })

  it('lets a party that plays something be heard all the same', async () => {
    const plane = await open()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    caller.speak(440)
    callee.speak(1000)
    await heard(caller, 1000).toBeGreaterThan(loud)
    a.play({ kind: 'tone', frequencies: [1400], level: -10 }, { loop: true })
    await heard(caller, 1400).toBeGreaterThan(loud)
    await heard(callee, 440).toBeGreaterThan(loud)
    a.stopPlaying()
    await heard(caller, 1000).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b)])
  })

  it('records what a party says, and hears its keys', async () => {
    const plane = await open()
    const caller = await openPhone()
    const a = lease(plane)
    answerPhone(a, caller)
    let keys = ''
    a.onDigit((digit) => {
      keys += digit
    })
    const path = join(folder, `message-${performance.now()}.wav`)
    const ended = new Promise<{ reason: string; seconds: number }>((resolve) =>
      a.record({ path, beep: true, onEnded: resolve }),
    )
    caller.speak(440)
    await sleep(2_500)
    caller.press('5#')
    expect(await ended).toMatchObject({ reason: 'digit' })
    expect(keys).toBe('5#')
    const audio = readWav(readFileSync(path))
    expect(audio.seconds).toBeGreaterThan(1)
    expect(toneShare(audio, 440)).toBeGreaterThan(0.8)
    await closed(a)
  })

  it('lets nobody hear what is said to a party on hold, until it is taken back; it may have moved', async () => {
    const plane = await open()
    const [caller, callee, moved] = [await openPhone(), await openPhone(), await openPhone()]
    const [a, b] = [lease(plane), lease(plane)]
    answerPhone(a, caller)
    callPhone(b, callee)
    plane.connect(a, b)
    callee.speak(1000)
    await heard(caller, 1000).toBeGreaterThan(loud)
    agree(a, caller, { direction: 'recvonly', hold: true })
    await sleep(200)
    caller.forget()
    await sleep(300)
    expect(caller.level(1000)).toBeLessThan(silent)
    answerPhone(a, moved)
    moved.speak(440)
    await heard(moved, 1000).toBeGreaterThan(loud)
    await heard(callee, 440).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b)])
  })

  it('hears no stranger, and a party that its router has given another port', {
    timeout: 60_000,
  }, async () => {
    const plane = await open()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    await using stranger = await strangerWith('127.0.9.1', 2000)
    stranger.speakTo(b)
    await sleep(500)
    expect(caller.level(2000)).toBeLessThan(silent)
    caller.speak(440)
    callee.speak(1000)
    await heard(caller, 1000).toBeGreaterThan(loud)
    await heard(callee, 440).toBeGreaterThan(loud)
    expect(caller.level(2000, 0.2)).toBeLessThan(silent)
    await Promise.all([closed(a), closed(b)])
  })

  it('joins a party to one whose audio is ours', async () => {
    const plane = await open()
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = [lease(plane), plane.openEndpoint()]
    if (!b) throw new Error('no port')
    answerPhone(a, caller)
    callPhone(b, callee)
    plane.connect(a, b)
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(loud)
    await heard(caller, 1000).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b)])
  })

  it('lets a third overhear two', async () => {
    const plane = await open()
    const [caller, callee, third] = [await openPhone(), await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    const c = lease(plane)
    callPhone(c, third)
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(loud)
    plane.overhear(c, b)
    await heard(third, 440).toBeGreaterThan(loud)
    await heard(third, 1000).toBeGreaterThan(loud)
    await closed(c)
    await heard(callee, 440).toBeGreaterThan(loud)
    await heard(caller, 1000).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b)])
  })

  it('lets one go on whose partner is gone, with somebody else', async () => {
    const plane = await open()
    const [caller, callee, other] = [await openPhone(), await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    caller.speak(440)
    callee.speak(1000)
    other.speak(700)
    await heard(caller, 1000).toBeGreaterThan(loud)
    await closed(b)
    const c = lease(plane)
    callPhone(c, other)
    plane.connect(a, c)
    await heard(caller, 700).toBeGreaterThan(loud)
    await heard(other, 440).toBeGreaterThan(loud)
    await heard(caller, 1000).toBeLessThan(silent)
    await Promise.all([closed(a), closed(c)])
  })
})

describe('with rtpengine', () => {
  it('two in the same session do not come here, nor do two in different ones', async () => {
    const { builtIn, plane } = await openRelayed(first, second)
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
    const { plane } = await openRelayed(first)
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
    const { plane } = await openRelayed(first)
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
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
    const { plane } = await openRelayed(first)
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    agree(a, caller, { address: '10.9.8.7' }, { address: '127.0.0.1', always: true })
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(loud)
    await heard(caller, 1000).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b)])
  })

  it('secured audio stays here, from the first word of it on', async () => {
    const { builtIn, plane } = await openRelayed(first)
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
    const rtpengines = [{ host: first.address, port: first.ngPort }]
    const plane = await RelayedPlane.open(builtIn, {
      rtpengines,
      bound: '127.0.0.1',
      log: () => {},
      ahead: 2,
      inactivity: 400,
      inspectEvery: 300,
    })
    relayed.push(plane)
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
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

describe('no rtpengine to be had', () => {
  it('none answers at the start: all is relayed here', async () => {
    const builtIn = await openPlane()
    const port = await freePort('127.0.0.1')
    const log: string[] = []
    const plane = await RelayedPlane.open(builtIn, {
      rtpengines: [{ host: '127.0.0.1', port }],
      bound: '127.0.0.1',
      log: (level, message) => log.push(`${level}: ${message}`),
    })
    relayed.push(plane)
    expect(log).toEqual(['warn: rtpengine does not answer: its share of the audio is relayed elsewhere'])
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(loud)
    expect(builtIn.counts().relays).toBe(1)
    await Promise.all([closed(a), closed(b)])
  })

  it('it has no ports left: who finds none is relayed here, and who cannot be played to moves here', async () => {
    await using small = await Rtpengine.start({ folder, which: 4, ports: 8 })
    const { plane } = await openRelayed(small)
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b, c] = [lease(plane), lease(plane), lease(plane)]
    expect([a.address, b.address, c.address]).toEqual([small.address, small.address, '127.0.0.1'])
    let moved = 0
    a.onMoved?.(() => {
      moved += 1
    })
    answerPhone(a, caller)
    a.play({ kind: 'tone', frequencies: [1400], level: -10 }, { loop: true })
    await expect.poll(() => moved, { timeout: 5_000 }).toBe(1)
    answerPhone(a, caller)
    await heard(caller, 1400).toBeGreaterThan(loud)
    callPhone(c, callee)
    a.stopPlaying()
    plane.connect(a, c)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b), closed(c)])
  })
})

describe('an rtpengine that dies', () => {
  it('leaves its parties to another, which they must be told of, and has new ones when it is back', async () => {
    await using mortal = await Rtpengine.start({ folder, which: 3 })
    const { plane } = await openRelayed(mortal, first)
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    expect(a.address).toBe(mortal.address)
    const moved: MediaEndpoint[] = []
    for (const endpoint of [a, b]) endpoint.onMoved?.(() => moved.push(endpoint))
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(loud)
    await mortal.kill9()
    await expect.poll(() => moved.length, { timeout: 10_000 }).toBe(2)
    expect([a.address, b.address]).toEqual([first.address, first.address])
    callPhone(a, caller)
    callPhone(b, callee)
    callee.forget()
    await heard(callee, 440).toBeGreaterThan(loud)
    await heard(caller, 1000).toBeGreaterThan(loud)
    await mortal.startAgain()
    await expect
      .poll(() => plane.rtpengines().every(({ isThere, ready }) => isThere && ready > 0), {
        timeout: 10_000,
      })
      .toBe(true)
    const next = lease(plane)
    expect(next.address).toBe(mortal.address)
    await Promise.all([closed(a), closed(b), closed(next)])
    expect(await mortal.parties()).toEqual([])
  })

  it('leaves them to us when there is no other', async () => {
    await using mortal = await Rtpengine.start({ folder, which: 3 })
    const { builtIn, plane } = await openRelayed(mortal)
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    let moved = 0
    for (const endpoint of [a, b])
      endpoint.onMoved?.(() => {
        moved += 1
      })
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(loud)
    await mortal.kill9()
    await expect.poll(() => moved, { timeout: 10_000 }).toBe(2)
    expect(builtIn.counts().endpoints).toBe(2)
    callPhone(a, caller)
    callPhone(b, callee)
    callee.forget()
    await heard(callee, 440).toBeGreaterThan(loud)
    const c = lease(plane)
    expect(c.address).toBe('127.0.0.1')
    await Promise.all([closed(a), closed(b), closed(c)])
  })

  it('is known by its having forgotten everything when it is back at once', async () => {
    await using mortal = await Rtpengine.start({ folder, which: 3 })
    const { plane } = await openRelayed(mortal)
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b] = relayCall(plane, caller, callee)
    let moved = 0
    for (const endpoint of [a, b])
      endpoint.onMoved?.(() => {
        moved += 1
      })
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(loud)
    await mortal.kill9()
    await mortal.startAgain()
    await expect.poll(() => moved, { timeout: 10_000 }).toBe(2)
    callPhone(a, caller)
    callPhone(b, callee)
    callee.forget()
    await heard(callee, 440).toBeGreaterThan(loud)
    await Promise.all([closed(a), closed(b)])
  })
})

const between = (count: number, least: number, most: number) => count >= least && count <= most

/** What a re-INVITE of the party has settled. */
function agree(
  endpoint: MediaEndpoint,
  phone: { readonly port: number },
  more: Partial<Negotiated>,
  allowFrom?: SignallingSource,
): void {
  const negotiated: Negotiated = {
    address: '127.0.0.1',
    family: 4,
    port: phone.port,
    rtcpPort: phone.port + 1,
    rtcpMux: false,
    codecs: [{ name: 'PCMA', clockRate: 8000, send: 8, receive: 8 }],
    telephoneEvent: { send: 101, receive: 101 },
    direction: 'sendrecv',
    ptime: 20,
    hold: false,
    ...more,
  }
  endpoint.setRemote(negotiated, allowFrom && { allowFrom })
}

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

/** Somebody at another address who has guessed a port. */
async function strangerWith(address: string, hertz: number) {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, address, resolve))
  const samples = Uint8Array.from({ length: 160 }, (_, i) =>
    Math.sin((2 * Math.PI * hertz * i) / 8000) > 0 ? 0xaa : 0x2a,
  )
  let timer: NodeJS.Timeout | undefined
  let sequence = 0
  return {
    speakTo(endpoint: MediaEndpoint) {
      timer = setInterval(() => {
        const head = Buffer.from([0x80, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7])
        head.writeUInt16BE(sequence & 0xffff, 2)
        head.writeUInt32BE(sequence * 160, 4)
        sequence += 1
        socket.send(Buffer.concat([head, samples]), endpoint.port, endpoint.address)
      }, 20)
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      socket.close()
    },
  }
}
