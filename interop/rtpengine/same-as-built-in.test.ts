/** What the built-in plane does by itself, and what it does with rtpengine before it, is the same to those who talk: one suite for both. */
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AudioPlane, MediaEndpoint } from '@mainline/media'
import { describe, expect, it } from 'vitest'
import {
  answerPhone,
  callPhone,
  closed,
  heard,
  lease,
  openPhone,
  openPlane,
  relayCall,
} from '../../packages/media/testing/plane-and-phones.ts'
import { readWav, toneShare } from '../peers/tone.ts'
import { sleep } from '../peers/waiting.ts'
import { agree, openRelayed, startRtpengines } from './relayed-planes.ts'
import { hearEachOther, loud, openCall, silent, talk } from './two-phones.ts'

const rtpengines = startRtpengines()

describe.each<[string, () => Promise<AudioPlane>]>([
  ['the built-in plane', () => openPlane()],
  ['rtpengine', async () => (await openRelayed(rtpengines.first)).plane],
  ['two rtpengines', async () => (await openRelayed(rtpengines.first, rtpengines.second)).plane],
])('%s', (_, open) => {
  it('lets two phones hear each other, and press keys', async () => {
    const plane = await open()
    const { caller, callee, a, b } = await openCall(plane)
    await talk(caller, callee)
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
    await talk(caller, callee)
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
    await hearEachOther(caller, callee)
    plane.disconnect(a)
    a.play({ kind: 'tone', frequencies: [1400], level: -10 }, { loop: true })
    await heard(caller, 1400).toBeGreaterThan(loud)
    await heard(caller, 1000).toBeLessThan(silent)
    callee.forget()
    await sleep(300)
    expect(callee.level(440)).toBeLessThan(silent)
    plane.connect(a, b)
    a.stopPlaying()
    await hearEachOther(caller, callee)
    await Promise.all([closed(a), closed(b)])
  })

  it('lets a party that plays something be heard all the same', async () => {
    const plane = await open()
    const { caller, callee, a, b } = await openCall(plane)
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
    const path = join(rtpengines.folder, `message-${performance.now()}.wav`)
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
    const { caller, callee, a, b } = await openCall(plane)
    await using stranger = await strangerWith('127.0.9.1', 2000)
    stranger.speakTo(b)
    await sleep(500)
    expect(caller.level(2000)).toBeLessThan(silent)
    await talk(caller, callee)
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
    await talk(caller, callee)
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
    await hearEachOther(caller, callee)
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

const between = (count: number, least: number, most: number) => count >= least && count <= most

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
