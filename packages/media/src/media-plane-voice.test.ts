import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  answerPhone,
  callPhone,
  closeAll,
  heard,
  lease,
  localOf,
  must,
  openPhone,
  openPlane,
  played,
} from '../testing/plane-and-phones.ts'
import { measureTone } from './audio/goertzel.ts'
import { renderTone } from './audio/tone.ts'
import { readWav, writeWav } from './audio/wav.ts'
import type { RecordingResult } from './media-endpoint.ts'
import { answerOffer } from './sdp/offer-answer.ts'

afterEach(closeAll)

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

  it('no more are recorded at a time than may have a file open: one more fails at once', async () => {
    const plane = await openPlane({ mostRecordings: 1 })
    const folder = mkdtempSync(join(tmpdir(), 'plane-'))
    const record = async (name: string) => {
      const endpoint = lease(plane)
      answerPhone(endpoint, await openPhone())
      const ended = new Promise<RecordingResult>((onEnded) =>
        endpoint.record({ path: join(folder, name), onEnded }),
      )
      return { endpoint, ended }
    }
    const first = await record('1.wav')
    expect(await (await record('2.wav')).ended).toMatchObject({ reason: 'failed' })
    first.endpoint.stopRecording()
    expect((await first.ended).reason).toBe('stopped')
    const next = await record('3.wav')
    next.endpoint.stopRecording()
    expect((await next.ended).reason).toBe('stopped')
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
