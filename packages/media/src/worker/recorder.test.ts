import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { alaw, encodeInto } from '../audio/g711.ts'
import { measureTone } from '../audio/goertzel.ts'
import { renderTone } from '../audio/tone.ts'
import { readWav } from '../audio/wav.ts'
import type { RecordingResult } from '../media-endpoint.ts'
import { openAudio } from '../sealed-audio.ts'
import type { RecordSettings } from './protocol.ts'
import { Recorder } from './recorder.ts'

const folder = mkdtempSync(join(tmpdir(), 'recorder-'))
let files = 0

function setUp(settings: Partial<RecordSettings> = {}) {
  files += 1
  const path = join(folder, `${files}.wav`)
  const ended = Promise.withResolvers<RecordingResult>()
  const defaults = { path, maxSeconds: 300, silenceSeconds: 10, stopDigits: '#', speechLevel: -42 }
  let now = 0
  const recorder = new Recorder({ ...defaults, ...settings }, now, ended.resolve)
  const tone = renderTone({ kind: 'tone', frequencies: [440] }, 30)
  return {
    recorder,
    path,
    ended: ended.promise,
    samples: () => readWav(readFileSync(path)).samples,
    /** Packets `from` to `to` of the tone, one each 20 ms; those in `lost` never arrive. */
    talk(from: number, to: number, { lost = [] as number[], ssrc = 1, shift = 0, atOnce = false } = {}) {
      for (let i = from; i < to; i += 1) {
        if (!atOnce) now += 20
        const payload = Buffer.alloc(160)
        encodeInto(alaw, tone.subarray(i * 160, (i + 1) * 160), payload, 0)
        if (!lost.includes(i)) recorder.packet(ssrc, (shift + i * 160) >>> 0, payload, alaw, now)
        if (i % 5 === 4 && !atOnce) recorder.tick(now)
      }
    },
    /** The thread does nothing for so long; then its timer comes first, and only then what had arrived. */
    stall(milliseconds: number) {
      now += milliseconds
      recorder.tick(now)
    },
    wait(milliseconds: number) {
      for (const until = now + milliseconds; now < until; ) {
        now += 100
        recorder.tick(now)
      }
    },
  }
}

/** Time goes on with each tick: what comes while the file is being made is written the next time. */
function ticking(recorder: Recorder): () => void {
  let now = 5000
  return () => {
    now += 250
    recorder.tick(now)
  }
}

describe('Recorder', () => {
  it('writes what was said, wherever the timestamps start', async () => {
    const { recorder, ended, talk, samples } = setUp()
    talk(0, 100, { shift: 2 ** 32 - 1600 })
    recorder.end('hangup')
    expect(await ended).toEqual({ reason: 'hangup', seconds: 2, speechSeconds: 2 })
    expect(samples().length).toBe(16000)
    expect(measureTone(samples(), 440)).toBeCloseTo(-10, 0)
  })

  it('lost packets are silence of the same length', async () => {
    const { recorder, ended, talk, samples } = setUp()
    talk(0, 100, { lost: [40, 41, 42] })
    recorder.end('stopped')
    expect((await ended).seconds).toBe(2)
    expect(
      samples()
        .subarray(40 * 160, 43 * 160)
        .every((sample) => sample === 0),
    ).toBe(true)
  })

  it('a new stream goes on where the clock is', async () => {
    const { recorder, ended, talk } = setUp()
    talk(0, 50)
    talk(50, 100, { ssrc: 2, shift: 123_456_789 })
    recorder.end('stopped')
    expect((await ended).seconds).toBeCloseTo(2, 1)
  })

  it('a voice that falls behind the clock, after a pause that its timestamps do not tell, is not lost', async () => {
    const { recorder, ended, talk, wait, samples } = setUp()
    talk(0, 50)
    wait(1_000)
    talk(50, 150)
    recorder.end('stopped')
    const { seconds, speechSeconds } = await ended
    expect(speechSeconds).toBeGreaterThan(2.9)
    expect(seconds).toBeCloseTo(4, 0)
    expect(measureTone(samples().subarray(-16_000), 440)).toBeCloseTo(-10, 0)
  })

  it('one packet that comes far too late moves nothing', async () => {
    const { recorder, ended, talk, samples } = setUp()
    talk(0, 100)
    recorder.packet(1, 0, Buffer.alloc(160, 0xd5), alaw, 2_000)
    talk(100, 150)
    recorder.end('stopped')
    expect(await ended).toMatchObject({ seconds: 3, speechSeconds: 3 })
    expect(measureTone(samples().subarray(-16_000), 440)).toBeCloseTo(-10, 0)
  })

  it('a thread that was busy takes what has waited for it before it takes silence', async () => {
    const { recorder, ended, talk, stall } = setUp()
    talk(0, 50)
    stall(1_500)
    talk(50, 125, { atOnce: true })
    talk(125, 150)
    recorder.end('stopped')
    expect(await ended).toMatchObject({ seconds: 3, speechSeconds: 3 })
  })

  it('ends on a stop digit and on no other', async () => {
    const { recorder, ended, talk } = setUp({ stopDigits: '#*' })
    talk(0, 50)
    recorder.digit('1')
    talk(50, 100)
    recorder.digit('*')
    expect(await ended).toMatchObject({ reason: 'digit', digit: '*', seconds: 2 })
  })

  it('ends on silence, with packets or without', async () => {
    const { ended, talk, wait } = setUp({ silenceSeconds: 3 })
    talk(0, 50)
    wait(4000)
    const result = await ended
    expect(result.reason).toBe('silence')
    expect(result.speechSeconds).toBeCloseTo(1, 1)
    expect(result.seconds).toBeLessThan(4.6)
  })

  it('ends at its limit, to the sample', async () => {
    const { ended, talk, samples } = setUp({ maxSeconds: 1 })
    talk(0, 100)
    expect(await ended).toMatchObject({ reason: 'limit', seconds: 1 })
    expect(samples().length).toBe(8000)
  })

  it('says when the file cannot be made', async () => {
    const { recorder, ended } = setUp({ path: join(folder, 'missing', 'x.wav') })
    recorder.end('hangup')
    expect(await ended).toMatchObject({
      reason: 'failed',
      seconds: 0,
      error: expect.stringContaining('ENOENT'),
    })
  })

  it('is encrypted with the key that it is given, and readable with it while it goes on', async () => {
    const key = Buffer.alloc(32, 3).toString('base64')
    const { recorder, ended, talk, path } = setUp({ key })
    talk(0, 100)
    const heard = () => readWav(openAudio(readFileSync(path), key)).samples
    const tick = ticking(recorder)
    await expect.poll(() => (heard().length > 0 ? 'written' : tick())).toBe('written')
    recorder.end('stopped')
    expect((await ended).reason).toBe('stopped')
    expect(readFileSync(path).toString('latin1', 0, 8)).toBe('mlaudio1')
    expect(measureTone(heard().subarray(0, 16_000), 440)).toBeCloseTo(-10, 0)
  })

  it('is a valid file while it goes on', async () => {
    const { recorder, ended, talk, samples } = setUp()
    talk(0, 100)
    const tick = ticking(recorder)
    await expect.poll(() => (samples().length > 0 ? 'written' : tick())).toBe('written')
    recorder.end('stopped')
    await ended
  })
})
