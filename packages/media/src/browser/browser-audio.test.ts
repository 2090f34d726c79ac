/** A browser of another making (werift's peer connection) against ours, over real sockets. */
import { createSocket } from 'node:dgram'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters } from 'werift'
import { RtpPhone } from '../../testing/index.ts'
import { measureTone } from '../audio/goertzel.ts'
import { readWav } from '../audio/wav.ts'
import type { MediaEndpoint, RecordingResult } from '../media-endpoint.ts'
import { MediaPlane } from '../media-plane.ts'
import { createOffer, readAnswer } from '../sdp/offer-answer.ts'
import { BrowserFacing } from './browser-facing.ts'

const closers: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function openPlane(): Promise<MediaPlane> {
  const plane = await MediaPlane.open({ address: '127.0.0.1', ports: { from: 0, to: 0 }, quarantine: 1 })
  closers.push(() => plane.close())
  return plane
}

function lease(plane: MediaPlane): MediaEndpoint {
  const endpoint = plane.openEndpoint()
  if (!endpoint) throw new Error('no port')
  return endpoint
}

const localOf = ({ address, port, id }: MediaEndpoint) => ({ address, port, sessionId: id, version: 1 })

function must<T>(value: T) {
  if (typeof value === 'object' && value !== null && 'code' in value) throw new Error(JSON.stringify(value))
  return value as Exclude<T, { kind: 'refusal' }>
}

/** A browser whose microphone and loudspeaker are an RTP phone beside it. */
async function openBrowser(answer: (offer: string) => string = (offer) => offer) {
  const phone = await RtpPhone.open()
  const audio = createSocket('udp4')
  await new Promise<void>((bound) => audio.bind(0, '127.0.0.1', bound))
  phone.answer(createOffer({ address: '127.0.0.1', port: audio.address().port, sessionId: 1, version: 1 }))
  const peer = new RTCPeerConnection({
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
    codecs: {
      audio: [
        new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8000, channels: 1, payloadType: 8 }),
        new RTCRtpCodecParameters({
          mimeType: 'audio/telephone-event',
          clockRate: 8000,
          channels: 1,
          payloadType: 101,
        }),
      ],
    },
  })
  const track = new MediaStreamTrack({ kind: 'audio' })
  const transceiver = peer.addTransceiver(track, { direction: 'sendrecv' })
  audio.on('message', (packet) => {
    if (peer.connectionState === 'connected') void transceiver.sender.sendRtp(packet)
  })
  peer.onTrack.subscribe((heard) => {
    heard.onReceiveRtp.subscribe((rtp) => audio.send(rtp.serialize(), phone.port, '127.0.0.1'))
  })
  closers.push(
    () => peer.close(),
    () => phone.close(),
    () => audio.close(),
  )
  return {
    phone,
    peer,
    async takeOffer(offer: string): Promise<string> {
      await peer.setRemoteDescription({ type: 'offer', sdp: answer(offer) })
      await peer.setLocalDescription(await peer.createAnswer())
      return peer.localDescription?.sdp ?? ''
    },
  }
}

type Browser = Awaited<ReturnType<typeof openBrowser>>

/** We call the browser. */
async function call(plane: MediaPlane, browser: Browser, change = (answer: string) => answer) {
  const endpoint = lease(plane)
  const facing = new BrowserFacing(endpoint, plane.fingerprint)
  const plain = createOffer(localOf(endpoint))
  const answer = await browser.takeOffer(must(facing.write(plain, 'offer')))
  endpoint.setRemote(must(readAnswer(plain, must(facing.readAnswer(change(answer))))))
  return endpoint
}

const hears = (phone: RtpPhone, hertz: number) =>
  expect.poll(() => phone.level(hertz, 0.2), { timeout: 25_000 })

describe('audio with a browser (RFC 8827)', { timeout: 60_000, retry: 2 }, () => {
  it('is relayed both ways between it and a telephone', async () => {
    const plane = await openPlane()
    const [browser, phone] = [await openBrowser(), await RtpPhone.open()]
    closers.push(() => phone.close())
    const toBrowser = await call(plane, browser)
    const toPhone = lease(plane)
    const offer = createOffer(localOf(toPhone))
    toPhone.setRemote(must(readAnswer(offer, phone.answer(offer))))
    plane.connect(toBrowser, toPhone)
    browser.phone.speak(440)
    phone.speak(1000)
    await hears(phone, 440).toBeGreaterThan(-12)
    await hears(browser.phone, 1000).toBeGreaterThan(-12)
  })

  it('is played to it, and recorded from it', async () => {
    const plane = await openPlane()
    const browser = await openBrowser()
    const endpoint = await call(plane, browser)
    endpoint.play({ kind: 'tone', frequencies: [700], level: -10 }, { loop: true })
    await hears(browser.phone, 700).toBeGreaterThan(-12)
    endpoint.stopPlaying()
    browser.phone.speak(500)
    const path = join(mkdtempSync(join(tmpdir(), 'browser-')), 'said.wav')
    const result = await new Promise<RecordingResult>((resolve) =>
      endpoint.record({ path, maxSeconds: 1, onEnded: resolve }),
    )
    expect(result).toMatchObject({ reason: 'limit', speechSeconds: expect.closeTo(1, 0) })
    expect(measureTone(readWav(readFileSync(path)).samples, 500)).toBeGreaterThan(-14)
  })

  it('ends, and its endpoint tells, when it closes or vanishes', async () => {
    const plane = await openPlane()
    const browser = await openBrowser()
    const endpoint = await call(plane, browser)
    browser.phone.speak(440)
    await expect.poll(() => browser.peer.connectionState, { timeout: 25_000 }).toBe('connected')
    const lost = new Promise<string>((resolve) => endpoint.onLost(resolve))
    await browser.peer.close()
    expect(await lost).toMatch(/closed its audio|nothing is heard/)
  })

  it('never begins with a browser whose fingerprint is another (RFC 8122 §5)', async () => {
    const plane = await openPlane()
    const browser = await openBrowser()
    const endpoint = await call(plane, browser, (answer) =>
      answer.replaceAll(/(fingerprint:sha-256 )\S\S/g, (_, name) => `${name}${'00'}`),
    )
    const lost = await new Promise<string>((resolve) => endpoint.onLost(resolve))
    expect(lost).toBe('the certificate is not the one of the session description')
  })
})
