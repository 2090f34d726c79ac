/** What Opus takes in a media worker is given back, however its calls end. */
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { FakeMediaClock } from '../../testing/fake-clock.ts'
import { selfSigned } from '../browser/self-signed.ts'
import { opusCodecsInUse } from '../opus/opus-codec.ts'
import { MediaHost } from './media-host.ts'
import type { Order, Report } from './protocol.ts'

const local = { ufrag: 'ours', pwd: 'p'.repeat(24), ssrc: 77 }
const remote = {
  ufrag: 'theirs',
  pwd: 'q'.repeat(24),
  fingerprint: { algorithm: 'sha256', value: 'AA' },
} as const
const opus = { audio: { send: 111, receive: 111 } }

const inUse = (count: number) => vi.waitUntil(() => opusCodecsInUse() === count)

async function openHost() {
  // Those of tests before may be on their way.
  await inUse(0)
  const clock = new FakeMediaClock()
  const reports: Report[] = []
  const identity = selfSigned({ commonName: 'test', from: 0, until: 10 ** 13 })
  const settings = {
    address: '127.0.0.1',
    ports: { from: 0, to: 0 },
    mostPairs: 4,
    mostRtcp: 0,
    prompts: '',
    inactivity: 60_000,
  }
  const host = new MediaHost({ ...settings, identity }, clock, (told) => reports.push(...told))
  const told = (what: Report['what']) => vi.waitUntil(() => reports.some((report) => report.what === what))
  host.obey([{ op: 'bind', pairs: 4 }])
  await told('bound')
  const shutDown = async () => {
    if (reports.some((report) => report.what === 'shutdown')) return
    host.obey([{ op: 'shutdown' }])
    await told('shutdown')
  }
  onTestFinished(shutDown)
  return { host, clock, told, shutDown }
}

const browser = (slot: number, spoken?: typeof opus): Order => ({
  op: 'browser',
  slot,
  lease: slot + 1,
  local,
  remote: { ...remote, opus: spoken },
})

describe('codecs of a media worker', () => {
  it('are there for legs that speak Opus only, and gone with them', async () => {
    const { host } = await openHost()
    host.obey([browser(0, opus), browser(1, opus), browser(2)])
    await inUse(2)
    host.obey([{ op: 'close', slot: 0, lease: 1 }])
    expect(opusCodecsInUse()).toBe(1)
    // A port that is leased anew without a word of the end.
    host.obey([{ op: 'listen', slot: 1, lease: 9, to: 'digits' }])
    expect(opusCodecsInUse()).toBe(0)
  })

  it('are gone when the browser says anew what it speaks, and made again when it does', async () => {
    const { host } = await openHost()
    host.obey([browser(0, opus)])
    await inUse(1)
    host.obey([browser(0, opus)])
    host.obey([browser(0)])
    expect(opusCodecsInUse()).toBe(0)
    host.obey([browser(0, opus)])
    await inUse(1)
  })

  it('are gone when the browser is never reached', async () => {
    const { host, clock, told } = await openHost()
    host.obey([browser(0, opus)])
    await inUse(1)
    clock.advance(20_000)
    await told('lost')
    expect(opusCodecsInUse()).toBe(0)
  })

  it('are gone when the worker ends', async () => {
    const { host, shutDown } = await openHost()
    host.obey([browser(0, opus)])
    await inUse(1)
    host.obey([browser(1, opus)])
    await shutDown()
    await inUse(0)
  })
})
