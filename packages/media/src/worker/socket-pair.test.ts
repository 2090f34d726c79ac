/** Pairs of sockets for RTP and RTCP (RFC 3550 §11). */
import { describe, expect, it, onTestFinished } from 'vitest'
import { bindPair, type SocketPair } from './socket-pair.ts'

async function bound(port: number): Promise<SocketPair | undefined> {
  const pair = await bindPair('127.0.0.1', port)
  onTestFinished(() => {
    pair?.rtp.close()
    pair?.rtcp.close()
  })
  return pair
}

describe('a pair', () => {
  it('is made of whichever port the system gives, odd or even', async () => {
    const pairs: (SocketPair | undefined)[] = []
    for (let i = 0; i < 64; i += 1) pairs.push(await bound(0))
    // The port beside one of them may belong to somebody else on this machine; half of them cannot.
    const made = pairs.filter((pair) => pair !== undefined)
    expect(made.length).toBeGreaterThan(56)
    for (const { rtp, rtcp, port } of made) {
      expect(port % 2).toBe(0)
      expect([rtp.address().port, rtcp.address().port]).toEqual([port, port + 1])
    }
  })

  it('is none where one of the two is taken, and leaves the other free', async () => {
    // Bound, then given back but for its RTCP.
    const first = await bindPair('127.0.0.1', 0)
    if (!first) throw new Error('no pair could be bound')
    first.rtp.close()
    expect(await bindPair('127.0.0.1', first.port)).toBeUndefined()
    first.rtcp.close()
    expect((await bound(first.port))?.port).toBe(first.port)
  })
})
