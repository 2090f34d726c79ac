/** No rtpengine to be had, or none any more: its parties are another one's, or ours, and hear each other (decision 0016). */
import { describe, expect, it } from 'vitest'
import {
  answerPhone,
  callPhone,
  closed,
  heard,
  lease,
  openPhone,
  openPlane,
} from '../../packages/media/testing/plane-and-phones.ts'
import { freePort } from '../peers/ports.ts'
import { Rtpengine } from '../peers/rtpengine.ts'
import { openRelayed, relayBy, startRtpengines } from './relayed-planes.ts'
import { loud, movesOf, openCall } from './two-phones.ts'

const rtpengines = startRtpengines()

describe('no rtpengine to be had', () => {
  it('none answers at the start: all is relayed here', async () => {
    const builtIn = await openPlane()
    const port = await freePort('127.0.0.1')
    const log: string[] = []
    const plane = await relayBy(builtIn, [{ host: '127.0.0.1', port }], {
      log: (level, message) => log.push(`${level}: ${message}`),
    })
    expect(log).toEqual(['warn: rtpengine does not answer: its share of the audio is relayed elsewhere'])
    const { caller, callee, a, b } = await openCall(plane)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(loud)
    expect(builtIn.counts().relays).toBe(1)
    await Promise.all([closed(a), closed(b)])
  })

  it('it has no ports left: who finds none is relayed here, and who cannot be played to moves here', async () => {
    await using small = await Rtpengine.start({ folder: rtpengines.folder, which: 4, ports: 8 })
    const { plane } = await openRelayed(small)
    const [caller, callee] = [await openPhone(), await openPhone()]
    const [a, b, c] = [lease(plane), lease(plane), lease(plane)]
    expect([a.address, b.address, c.address]).toEqual([small.address, small.address, '127.0.0.1'])
    const moved = movesOf(a)
    answerPhone(a, caller)
    a.play({ kind: 'tone', frequencies: [1400], level: -10 }, { loop: true })
    await expect.poll(() => moved.length, { timeout: 5_000 }).toBe(1)
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
    await using mortal = await Rtpengine.start({ folder: rtpengines.folder, which: 3 })
    const { plane } = await openRelayed(mortal, rtpengines.first)
    const call = await openCall(plane)
    const { caller, callee, a, b } = call
    expect(a.address).toBe(mortal.address)
    const moved = movesOf(a, b)
    caller.speak(440)
    callee.speak(1000)
    await heard(callee, 440).toBeGreaterThan(loud)
    await mortal.kill9()
    await expect.poll(() => moved.length, { timeout: 10_000 }).toBe(2)
    expect([a.address, b.address]).toEqual([rtpengines.first.address, rtpengines.first.address])
    await callAnew(call)
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
    await using mortal = await Rtpengine.start({ folder: rtpengines.folder, which: 3 })
    const { builtIn, plane } = await openRelayed(mortal)
    const call = await openCall(plane)
    const { caller, callee, a, b } = call
    const moved = movesOf(a, b)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(loud)
    await mortal.kill9()
    await expect.poll(() => moved.length, { timeout: 10_000 }).toBe(2)
    expect(builtIn.counts().endpoints).toBe(2)
    await callAnew(call)
    const c = lease(plane)
    expect(c.address).toBe('127.0.0.1')
    await Promise.all([closed(a), closed(b), closed(c)])
  })

  it('is known by its having forgotten everything when it is back at once', async () => {
    await using mortal = await Rtpengine.start({ folder: rtpengines.folder, which: 3 })
    const { plane } = await openRelayed(mortal)
    const call = await openCall(plane)
    const { caller, callee, a, b } = call
    const moved = movesOf(a, b)
    caller.speak(440)
    await heard(callee, 440).toBeGreaterThan(loud)
    await mortal.kill9()
    await mortal.startAgain()
    await expect.poll(() => moved.length, { timeout: 10_000 }).toBe(2)
    await callAnew(call)
    await Promise.all([closed(a), closed(b)])
  })
})

/** Both are called anew, at the ports that they have now, and the callee hears the caller from there. */
async function callAnew({ caller, callee, a, b }: Awaited<ReturnType<typeof openCall>>): Promise<void> {
  callPhone(a, caller)
  callPhone(b, callee)
  callee.forget()
  await heard(callee, 440).toBeGreaterThan(loud)
}
