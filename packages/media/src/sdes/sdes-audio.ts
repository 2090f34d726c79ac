/**
 * What turns an RTP endpoint into one whose packets are secured with keys of the descriptions (RFC 4568): opened before
 * anything looks at them, so that nobody without the key moves the latch, and sealed as they leave.
 */

import { randomBytes } from 'node:crypto'
import type { RemoteInfo } from 'node:dgram'
import { type MasterKey, type PacketForm, SrtpReceiver, SrtpSender } from '../browser/srtp.ts'
import { OneVoice } from '../rtp/one-voice.ts'
import { type SdesKey, suites } from './crypto-attribute.ts'

/** Both directions of one party's audio: secrets. */
export interface SdesKeys {
  readonly ours: SdesKey
  readonly theirs: SdesKey
}

export interface SdesAudioNeeds {
  /** Monotonic milliseconds. */
  now(): number
  sendRtp(sealed: Buffer): void
  sendRtcp(sealed: Buffer): void
  onRtp(packet: Buffer, from: RemoteInfo): void
  onRtcp(packet: Buffer, from: RemoteInfo): void
  /** It was not sealed with the party's key, or came before. */
  onForged(): void
}

export class SdesAudio {
  readonly #needs: SdesAudioNeeds
  /** One source, whoever speaks: its rollovers are never in doubt on the other side (RFC 3711 §3.3.1). */
  readonly #voice: OneVoice
  #keys: SdesKeys | undefined
  #sender: SrtpSender | undefined
  #receiver: SrtpReceiver | undefined
  /** Of the key before: what is still on its way, until something comes with the new one. */
  #before: SrtpReceiver | undefined

  constructor(needs: SdesAudioNeeds) {
    this.#needs = needs
    this.#voice = new OneVoice(randomBytes(4).readUInt32BE(), randomBytes(6))
  }

  get ssrc(): number {
    return this.#voice.ssrc
  }

  /** A key that is new begins anew; with one that was there before the sequence goes on (RFC 4568 §7.1.4). */
  begin(keys: SdesKeys): void {
    if (!isSame(this.#keys?.ours, keys.ours)) this.#sender = new SrtpSender(...context(keys.ours))
    if (!isSame(this.#keys?.theirs, keys.theirs)) {
      this.#before = this.#receiver
      this.#receiver = new SrtpReceiver(...context(keys.theirs))
    }
    this.#keys = keys
  }

  /** RTCP may share the port (RFC 5761 §4). */
  receive(packet: Buffer, from: RemoteInfo): void {
    const type = packet[1] ?? 0
    if (type >= 192 && type <= 223) {
      this.receiveRtcp(packet, from)
      return
    }
    const opened = this.#open((receiver) => receiver.rtp(packet))
    if (opened) this.#needs.onRtp(opened, from)
  }

  receiveRtcp(packet: Buffer, from: RemoteInfo): void {
    const opened = this.#open((receiver) => receiver.rtcp(packet))
    if (opened) this.#needs.onRtcp(opened, from)
  }

  sendRtp(packet: Buffer): void {
    if (this.#sender === undefined) return
    this.#voice.take(packet, this.#needs.now())
    const sealed = this.#sender.rtp(packet)
    if (sealed) this.#needs.sendRtp(sealed)
  }

  sendRtcp(packet: Buffer): void {
    const sealed = this.#sender?.rtcp(packet)
    if (sealed) this.#needs.sendRtcp(sealed)
  }

  /** That nothing comes is told like that of any telephone. */
  lookAfter(): void {}

  close(): void {
    this.#sender = undefined
    this.#receiver = undefined
    this.#before = undefined
  }

  #open(by: (receiver: SrtpReceiver) => Buffer | undefined): Buffer | undefined {
    const opened = this.#receiver && by(this.#receiver)
    if (opened) {
      this.#before = undefined
      return opened
    }
    const late = this.#before && by(this.#before)
    if (!late) this.#needs.onForged()
    return late
  }
}

const isSame = (a: SdesKey | undefined, b: SdesKey): boolean =>
  a !== undefined && a.suite === b.suite && a.inline === b.inline && a.identifier === b.identifier

function context({ suite, inline, identifier }: SdesKey): [MasterKey, PacketForm] {
  const { key, tag } = suites[suite]
  const octets = Buffer.from(inline, 'base64')
  return [
    { key: octets.subarray(0, key), salt: octets.subarray(key) },
    { tag, identifier },
  ]
}
