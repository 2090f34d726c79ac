import { describe, expect, it } from 'vitest'
import { SourceGuard } from './source-guard.ts'

describe('source guard (C2)', () => {
  it('lets a burst through, then only the average rate', () => {
    const guard = new SourceGuard({ burst: 3, messagesPerSecond: 1 })
    expect([0, 0, 0, 0].map((now) => guard.admit('192.0.2.1', now))).toEqual([true, true, true, false])
    expect(guard.admit('192.0.2.1', 1000)).toBe(true)
    expect(guard.admit('192.0.2.1', 1000)).toBe(false)
    expect(guard.dropped).toBe(2)
  })

  it('does not charge one source for another', () => {
    const guard = new SourceGuard({ burst: 1 })
    guard.admit('192.0.2.1', 0)
    expect(guard.admit('192.0.2.2', 0)).toBe(true)
  })

  it('bans after repeated failed authentication and lifts the ban in time', () => {
    const guard = new SourceGuard({ failures: 3, banMs: 1000 })
    expect([1, 2, 3].map((now) => guard.authenticationFailed('192.0.2.1', now))).toEqual([false, false, true])
    expect(guard.admit('192.0.2.1', 500)).toBe(false)
    expect(guard.admit('192.0.2.1', 1004)).toBe(true)
  })

  it('forgets failures that lie outside the window', () => {
    const guard = new SourceGuard({ failures: 2, failureWindowMs: 100 })
    expect(guard.authenticationFailed('192.0.2.1', 0)).toBe(false)
    expect(guard.authenticationFailed('192.0.2.1', 1000)).toBe(false)
  })

  it('forgets failures once the source proves who it is', () => {
    const guard = new SourceGuard({ failures: 2 })
    guard.authenticationFailed('192.0.2.1', 0)
    guard.authenticated('192.0.2.1', 100, 0)
    expect(guard.authenticationFailed('192.0.2.1', 1)).toBe(false)
  })

  it('does not limit a source that proved who it is, until its proof expires', () => {
    const guard = new SourceGuard({ burst: 1, messagesPerSecond: 0 })
    guard.authenticated('192.0.2.1', 100, 0)
    expect([0, 1, 99].map((now) => guard.admit('192.0.2.1', now))).toEqual([true, true, true])
    expect([100, 101].map((now) => guard.admit('192.0.2.1', now))).toEqual([true, false])
  })

  it('bans nobody from a source that is not limited, nor later for what failed meanwhile', () => {
    const guard = new SourceGuard({ failures: 1 })
    guard.authenticated('192.0.2.1', 100, 0)
    expect(guard.authenticationFailed('192.0.2.1', 50)).toBe(false)
    expect(guard.admit('192.0.2.1', 150)).toBe(true)
  })

  it('does not limit a source from which phones have registered elsewhere, until the last of them expires', () => {
    const guard = new SourceGuard({ burst: 1, messagesPerSecond: 0 })
    guard.expect('192.0.2.1', 100, 0)
    guard.expect('192.0.2.1', 50, 0)
    expect([0, 60, 99].map((now) => guard.admit('192.0.2.1', now))).toEqual([true, true, true])
    expect([100, 101].map((now) => guard.admit('192.0.2.1', now))).toEqual([true, false])
  })

  it('forgets those whose time is over, however many come and go', () => {
    const guard = new SourceGuard()
    for (let i = 0; i < 50_000; i++) guard.expect(`source ${i}`, i + 10, i)
    expect(guard.trusted).toBeLessThanOrEqual(1_024)
  })

  it('keeps bans when a flood of new addresses fills its memory', () => {
    const guard = new SourceGuard({ failures: 1, sources: 4 })
    guard.authenticationFailed('192.0.2.1', 0)
    for (let i = 0; i < 50; i++) guard.admit(`198.51.100.${i}`, 1)
    expect(guard.admit('192.0.2.1', 2)).toBe(false)
  })
})
