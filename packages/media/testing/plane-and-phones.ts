/** A media plane on loopback, and phones that are called through it or by it. */
import { expect } from 'vitest'
import { isRefusal } from '../src/errors.ts'
import type { MediaEndpoint, MediaStatistics, PlayOptions } from '../src/media-endpoint.ts'
import { type AudioPlane, MediaPlane, type MediaPlaneOptions } from '../src/media-plane.ts'
import { describeOffer } from '../src/sdp/audio-description.ts'
import { answerOffer, createOffer, readAnswer } from '../src/sdp/offer-answer.ts'
import { negotiateRelay, relayAnswer, relayOffer } from '../src/sdp/relay-description.ts'
import { RtpPhone } from './rtp-phone.ts'

const phones: RtpPhone[] = []
const planes: MediaPlane[] = []

/** Closes what the test has opened. */
export async function closeAll(): Promise<void> {
  for (const phone of phones.splice(0)) phone.close()
  for (const plane of planes.splice(0)) await plane.close()
}

/** On loopback; closed by `closeAll`. */
export async function openPlane(options: Partial<MediaPlaneOptions> = {}): Promise<MediaPlane> {
  const plane = await MediaPlane.open({
    address: '127.0.0.1',
    ports: { from: 0, to: 0 },
    boundAhead: 8,
    quarantine: 1,
    ...options,
  })
  planes.push(plane)
  return plane
}

/** With these codecs, or both that we speak; closed by `closeAll`. */
export async function openPhone(codecs?: string[]): Promise<RtpPhone> {
  const phone = await RtpPhone.open(codecs ? { codecs } : {})
  phones.push(phone)
  return phone
}

/** An endpoint for plain RTP, in the worker of `near`. @throws when no port is left */
export function lease(plane: AudioPlane, near?: MediaEndpoint): MediaEndpoint {
  const endpoint = plane.openEndpoint(near, true)
  if (!endpoint) throw new Error('no port')
  return endpoint
}

/** What our descriptions say of an endpoint. */
export const localOf = (endpoint: MediaEndpoint) => ({
  address: endpoint.address,
  port: endpoint.port,
  sessionId: endpoint.id,
  version: 1,
})

/** @throws when it is a refusal */
export function must<T extends object>(value: T) {
  if (isRefusal(value)) throw new Error(value.detail)
  return value as Exclude<T, { kind: 'refusal' }>
}

/** The phone calls us: we are the other party. */
export function answerPhone(endpoint: MediaEndpoint, phone: RtpPhone): void {
  const answer = must(answerOffer(phone.offer(), localOf(endpoint)))
  endpoint.setRemote(answer.negotiated)
  phone.accept(answer.text)
}

/** We call the phone. */
export function callPhone(endpoint: MediaEndpoint, phone: RtpPhone): void {
  const offer = createOffer(localOf(endpoint))
  endpoint.setRemote(must(readAnswer(offer, phone.answer(offer))))
}

/** One phone calls the other through the plane, the descriptions passed on word by word. */
export function relayCall(
  plane: AudioPlane,
  caller: RtpPhone,
  callee: RtpPhone,
): [MediaEndpoint, MediaEndpoint] {
  const a = lease(plane)
  const b = lease(plane, a)
  const offer = caller.offer()
  const shown = relayOffer(offer, localOf(b))
  if (typeof shown !== 'string') throw new Error(shown.detail)
  const answer = callee.answer(shown)
  const back = relayAnswer(answer, localOf(a), offer)
  if (typeof back !== 'string') throw new Error(back.detail)
  caller.accept(back)
  const { offerer, answerer } = negotiateRelay(must(describeOffer(offer)), must(describeOffer(answer)))
  a.setRemote(offerer)
  b.setRemote(answerer)
  plane.connect(a, b)
  return [a, b]
}

/** Closes the endpoint; its statistics. */
export const closed = (endpoint: MediaEndpoint) =>
  new Promise<MediaStatistics>((resolve) => endpoint.close(resolve))
/** Plays to the end; why it ended. */
export const played = (
  endpoint: MediaEndpoint,
  source: Parameters<MediaEndpoint['play']>[0],
  options: PlayOptions = {},
) => new Promise<string>((resolve) => endpoint.play(source, { ...options, onEnd: resolve }))
/** The level of a tone at a phone, polled. */
export const heard = (phone: RtpPhone, hertz: number) =>
  expect.poll(() => phone.level(hertz, 0.2), { timeout: 5000 })
