import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followEvents, QUIET_MS } from './follow-events.ts'

/** What a browser does of it: a stream that is refused is closed for good. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2
  static made: FakeSource[] = []
  readonly url: string
  readyState = 0
  onopen = () => {}
  onerror = () => {}
  onmessage: (event: MessageEvent<string>) => void = () => {}

  constructor(url: string) {
    super()
    this.url = url
    FakeSource.made.push(this)
  }

  opens(): void {
    this.readyState = 1
    this.onopen()
  }

  /** The answer was not 200. */
  isRefused(): void {
    this.readyState = 2
    this.onerror()
  }

  /** It ended, and the browser resumes it. */
  breaks(): void {
    this.readyState = 0
    this.onerror()
  }

  tells(kind: string): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify({ kind }) }))
  }

  close(): void {
    this.readyState = 2
  }
}

const hear = vi.fn()
const onLive = vi.fn()
const sessionIsOver = vi.fn(async () => false)
const last = () => FakeSource.made.at(-1) as FakeSource
const kinds = () => hear.mock.calls.map(([{ kind }]) => kind)
const follow = (resumed = false) => followEvents({ hear, onLive, sessionIsOver, resumed })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeSource)
  FakeSource.made = []
  hear.mockReset()
  onLive.mockReset()
  sessionIsOver.mockReset().mockResolvedValue(false)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('a stream that was refused is asked for again, and everything shown is read anew once it is there', async () => {
  follow()
  last().opens()
  last().tells('call.started')
  last().isRefused()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(FakeSource.made).toHaveLength(2)
  expect(kinds()).toEqual(['call.started'])
  last().opens()
  last().tells('call.ended')
  expect(kinds()).toEqual(['call.started', 'reset', 'call.ended'])
})

it('a stream that broke is left to the browser, which misses nothing', async () => {
  follow()
  last().opens()
  last().breaks()
  await vi.advanceTimersByTimeAsync(60_000)
  last().opens()
  expect(FakeSource.made).toHaveLength(1)
  expect(kinds()).toEqual([])
})

it.each([
  ['shortest', 0, [1_000, 1_000, 1_000, 1_000, 1_000, 1_000]],
  ['longest', 1 - Number.EPSILON, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
])('waits longer from refusal to refusal, up to half a minute: the %s waits', async (_, random, waits) => {
  const chance = vi.spyOn(Math, 'random').mockReturnValue(random)
  follow()
  for (const [made, wait] of waits.entries()) {
    last().isRefused()
    await vi.advanceTimersByTimeAsync(wait - 2)
    expect(FakeSource.made).toHaveLength(made + 1)
    await vi.advanceTimersByTimeAsync(2)
    expect(FakeSource.made).toHaveLength(made + 2)
  }
  // What was once there begins with the shortest again.
  last().opens()
  last().isRefused()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(FakeSource.made).toHaveLength(waits.length + 2)
  chance.mockRestore()
})

it('asks no more once the session is over', async () => {
  sessionIsOver.mockResolvedValue(true)
  follow()
  last().isRefused()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(FakeSource.made).toHaveLength(1)
  expect(sessionIsOver).toHaveBeenCalledTimes(1)
})

it('reads anew when somebody has signed in again', () => {
  follow(true)
  last().opens()
  expect(kinds()).toEqual(['reset'])
})

it('is not live after five seconds without a stream, each time', async () => {
  follow()
  for (const _ of ['once', 'twice']) {
    last().opens()
    last().breaks()
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1)
    last().opens()
    last().breaks()
    await vi.advanceTimersByTimeAsync(QUIET_MS)
  }
  expect(onLive.mock.calls.flat()).toEqual([true, true, false, true, true, false])
})

it('ends with the page, also while it waits or asks', async () => {
  const end = follow()
  last().isRefused()
  end()
  const endAnother = follow()
  let answer: (over: boolean) => void = () => {}
  sessionIsOver.mockReturnValue(
    new Promise((resolve) => {
      answer = resolve
    }),
  )
  last().isRefused()
  await vi.advanceTimersByTimeAsync(2_000)
  endAnother()
  answer(false)
  await vi.advanceTimersByTimeAsync(600_000)
  expect(FakeSource.made).toHaveLength(2)
  expect(onLive).not.toHaveBeenCalled()
})
