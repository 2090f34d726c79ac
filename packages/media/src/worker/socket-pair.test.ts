/** Pairs of sockets for RTP and RTCP (RFC 3550 §11). */
import { describe, expect, it, onTestFinished } from 'vitest'
import { bindAnyPair, bindRtcp, bindRtp, type SocketPair } from './socket-pair.ts'

const loopback = '127.0.0.1'

function closing<Pair extends SocketPair | undefined>(pair: Pair): Pair {
  onTestFinished(() => {
    pair?.rtp.close()
    pair?.rtcp?.close()
  })
  return pair
}

describe('a pair', () => {
  it('is made of whichever port the system gives, odd or even', async () => {
    const pairs: (SocketPair | undefined)[] = []
    for (let i = 0; i < 64; i += 1) pairs.push(closing(await bindAnyPair(loopback)))
    // The port beside one of them may belong to somebody else on this machine; half of them cannot.
    const made = pairs.filter((pair) => pair !== undefined)
    expect(made.length).toBeGreaterThan(56)
    for (const { rtp, rtcp, port } of made) {
      expect(port % 2).toBe(0)
      expect([rtp.address().port, rtcp?.address().port]).toEqual([port, port + 1])
    }
  })

  it('of a port of our own is none where that is taken', async () => {
    const taken = closing(await bindAnyPair(loopback))
    expect(await bindRtp(loopback, taken?.port ?? 0)).toBeUndefined()
  })

  it('has its RTCP when that is asked for, once', async () => {
    const free = await bindAnyPair(loopback)
    free?.rtp.close()
    free?.rtcp?.close()
    const pair = closing(await bindRtp(loopback, free?.port ?? 0))
    if (!pair) throw new Error('no pair could be bound')
    expect(pair.rtcp).toBeUndefined()
    const rtcp = await bindRtcp(loopback, pair)
    expect(rtcp?.address().port).toBe(pair.port + 1)
    expect(await bindRtcp(loopback, pair)).toBe(rtcp)
  })

  it('has none where somebody else took that port, and its RTP goes on', async () => {
    const free = await bindAnyPair(loopback)
    if (!free) throw new Error('no pair could be bound')
    onTestFinished(() => void free.rtcp?.close())
    free.rtp.close()
    const pair = closing(await bindRtp(loopback, free.port))
    if (!pair) throw new Error('no pair could be bound')
    expect(await bindRtcp(loopback, pair)).toBeUndefined()
    expect(pair.rtp.address().port).toBe(free.port)
  })
})
