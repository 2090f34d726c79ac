/**
 * Opus on one browser's leg, both ways, between its sealed packets and the plain G.711 of everybody behind us. What is heard and
 * sent is counted here, as it travels: what we make of it is no loss, and no traffic.
 */

import { type Law, lawOf } from '../audio/g711.ts'
import type { OpusTypes } from '../browser/browser-parameters.ts'
import type { MediaStatistics } from '../media-endpoint.ts'
import { ReceptionStatistics } from '../rtp/reception-statistics.ts'
import { fractionLostOf } from '../rtp/rtcp.ts'
import type { Negotiated } from '../sdp/negotiated.ts'
import { OpusCodec } from './opus-codec.ts'
import { OpusReceiver, type Told } from './opus-receiver.ts'
import { OpusSender } from './opus-sender.ts'

export interface OpusLegNeeds {
  /** Plain RTP, as a telephone would send it. */
  onRtp(packet: Buffer): void
  /** RTP for the browser, to be sealed. */
  send(packet: Buffer): void
  /** There is no codec, and so no sound. */
  onFailed(): void
}

/** Ticks of the clock of Opus in a millisecond (RFC 7587 §4.1). */
const clock = 48

export class OpusLeg {
  types: OpusTypes
  readonly #needs: OpusLegNeeds
  /** Of the browser's packets. */
  readonly #reception = new ReceptionStatistics()
  #codec: OpusCodec | undefined
  #receiver: OpusReceiver | undefined
  #sender: OpusSender | undefined
  #octets = 0
  #told: Told | undefined
  #toldEvents: number | undefined
  /** By the payload types in which we are told what to say. */
  #laws = new Map<number, Law>()
  #saidEvents: number | undefined
  /** It speaks Opus at present; digits by the clock of telephones are of whichever stream it speaks in. */
  #inOpus = true
  #over = false

  constructor(types: OpusTypes, needs: OpusLegNeeds) {
    this.types = types
    this.#needs = needs
    void this.#open()
  }

  async #open(): Promise<void> {
    let codec: OpusCodec
    try {
      codec = await OpusCodec.make()
    } catch {
      if (!this.#over) this.#needs.onFailed()
      return
    }
    if (this.#over) {
      codec.free()
      return
    }
    this.#codec = codec
    this.#receiver = new OpusReceiver(codec, (packet) => this.#needs.onRtp(packet))
    this.#sender = new OpusSender(codec, (packet) => this.#needs.send(packet))
  }

  /** What was agreed on, as everybody but the browser sees it. */
  expect({ codecs, telephoneEvent }: Negotiated): void {
    this.#laws.clear()
    this.#told = undefined
    for (const { name, send, receive } of codecs) {
      const law = lawOf(name)
      if (law === undefined) continue
      this.#laws.set(send, law)
      this.#told ??= { law, payloadType: receive }
    }
    this.#toldEvents = telephoneEvent?.receive
    this.#saidEvents = telephoneEvent?.send
  }

  /** A packet of the browser's. @param at monotonic milliseconds @returns false for what is none of Opus and needs nothing done */
  receive(packet: Buffer, at: number): boolean {
    const type = packet.readUInt8(1) & 0x7f
    const { audio, events } = this.types
    const scaled = type === events?.receive
    const isEvent = scaled || type === this.#toldEvents
    if (!isEvent) this.#inOpus = type === audio.receive
    if (!this.#inOpus && !scaled) return false
    this.#octets += packet.length
    const [sequence, timestamp, ssrc] = [
      packet.readUInt16BE(2),
      packet.readUInt32BE(4),
      packet.readUInt32BE(8),
    ]
    if (!isEvent) {
      this.#reception.note(ssrc, sequence, timestamp, at * clock)
      if (this.#told) this.#receiver?.audio(packet, this.#told)
    } else {
      this.#reception.count(ssrc, sequence)
      if (this.#toldEvents !== undefined) this.#receiver?.event(packet, scaled, this.#toldEvents)
    }
    return true
  }

  /** Plain RTP for the browser, of one source. */
  send(packet: Buffer): void {
    const type = packet.readUInt8(1) & 0x7f
    const law = this.#laws.get(type)
    const { audio, events } = this.types
    if (law) this.#sender?.audio(packet, law, audio.send)
    else if (type === this.#saidEvents)
      this.#sender?.event(packet, events !== undefined, events?.send ?? type)
  }

  /** The browser's reports: how much of ours it misses. @param ssrc ours */
  onRtcp(packet: Buffer, ssrc: number): void {
    const fraction = fractionLostOf(packet, ssrc)
    if (fraction !== undefined) this.#codec?.noteLoss(Math.ceil((fraction * 100) / 256))
  }

  /** Of its packets; undefined while none has come. */
  get reception(): ReceptionStatistics | undefined {
    return this.#reception.received === 0 ? undefined : this.#reception
  }

  statistics(): Partial<MediaStatistics> {
    const { packets = 0, octets = 0 } = this.#sender ?? {}
    const { received, lost, jitter } = this.#reception
    const heard = { received, lost, jitterMs: jitter / clock, bytesReceived: this.#octets, codec: 'OPUS' }
    return { sent: packets, bytesSent: octets, ...(received > 0 && heard) }
  }

  /** Nothing is heard or said any more; what was counted stays. */
  close(): void {
    this.#over = true
    this.#codec?.free()
  }
}
