import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RtpHeader, SrtpSession } from 'werift'
import { writeRtpHeader } from '../rtp/rtp-packet.ts'
import { type MasterKey, SrtpReceiver, SrtpSender } from './srtp.ts'

const master = (): MasterKey => ({ key: randomBytes(16), salt: randomBytes(14) })

function rtp(sequence: number, ssrc = 7, payload = Buffer.from(`payload ${sequence}`)): Buffer {
  const packet = Buffer.concat([Buffer.alloc(12), payload])
  writeRtpHeader(packet, { marker: false, payloadType: 8, sequence, timestamp: sequence * 160, ssrc })
  return packet
}

const sealedBy = (sender: SrtpSender, packet: Buffer): Buffer => {
  const sealed = sender.rtp(packet)
  if (!sealed) throw new Error('not sealed')
  return sealed
}

describe('SRTP_AES128_CM_HMAC_SHA1_80 (RFC 3711)', () => {
  it('is understood by another implementation, both ways', () => {
    const [ours, theirs] = [master(), master()]
    const other = new SrtpSession({
      profile: 1,
      keys: {
        localMasterKey: theirs.key,
        localMasterSalt: theirs.salt,
        remoteMasterKey: ours.key,
        remoteMasterSalt: ours.salt,
      },
    })
    const sender = new SrtpSender(ours)
    const receiver = new SrtpReceiver(theirs)
    for (const sequence of [65_534, 65_535, 0, 1]) {
      const packet = rtp(sequence)
      expect(other.decrypt(sealedBy(sender, packet))).toEqual(packet)
    }
    const header = new RtpHeader({ payloadType: 0, sequenceNumber: 5, timestamp: 800, ssrc: 9 })
    const sent = other.encrypt(Buffer.from('hello'), header)
    expect(receiver.rtp(sent)?.subarray(12).toString()).toBe('hello')
  })

  it('seals and opens over a rollover, out of order within the window', () => {
    const key = master()
    const [sender, receiver] = [new SrtpSender(key), new SrtpReceiver(key)]
    const sequences = [65_530, 65_532, 65_531, 65_535, 0, 2, 1, 65_534]
    const sealed = [65_530, 65_531, 65_532, 65_534, 65_535, 0, 1, 2].map(
      (sequence) => [sequence, sealedBy(sender, rtp(sequence))] as const,
    )
    const bySequence = new Map(sealed)
    for (const sequence of sequences)
      expect(receiver.rtp(bySequence.get(sequence) ?? Buffer.alloc(0))).toEqual(rtp(sequence))
  })

  it('seals header extension and contributing sources as header', () => {
    const key = master()
    const packet = Buffer.concat([
      Buffer.from('91080001000000a000000007', 'hex'),
      Buffer.from('0000000f', 'hex'),
      Buffer.from('bede000110000000', 'hex'),
      Buffer.from('payload'),
    ])
    const sealed = sealedBy(new SrtpSender(key), packet)
    expect(sealed.subarray(0, 24)).toEqual(packet.subarray(0, 24))
    expect(sealed.subarray(24, 31)).not.toEqual(packet.subarray(24))
    expect(new SrtpReceiver(key).rtp(sealed)).toEqual(packet)
  })

  it('opens nothing that was changed, repeated, or made with another key', () => {
    const key = master()
    const sealed = sealedBy(new SrtpSender(key), rtp(1))
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(13) ^ 1, 13)
    const receiver = new SrtpReceiver(key)
    expect(receiver.rtp(changed)).toBeUndefined()
    expect(receiver.rtp(sealed)).toEqual(rtp(1))
    expect(receiver.rtp(sealed)).toBeUndefined()
    expect(new SrtpReceiver(master()).rtp(sealed)).toBeUndefined()
    expect(receiver.rtp(Buffer.from('80'))).toBeUndefined()
  })

  it('seals and opens RTCP, once each (§3.4)', () => {
    const key = master()
    const [sender, receiver] = [new SrtpSender(key), new SrtpReceiver(key)]
    const report = Buffer.from('80c90001000000071234567890abcdef', 'hex')
    const sealed = sender.rtcp(report)
    expect(sealed?.length).toBe(report.length + 14)
    expect(receiver.rtcp(sealed ?? report)).toEqual(report)
    expect(receiver.rtcp(sealed ?? report)).toBeUndefined()
  })

  it('remembers few sources, however many somebody makes up', () => {
    const key = master()
    const [sender, receiver] = [new SrtpSender(key), new SrtpReceiver(key)]
    for (let ssrc = 1; ssrc < 200; ssrc += 1)
      expect(receiver.rtp(sealedBy(sender, rtp(1, ssrc)))).toEqual(rtp(1, ssrc))
  })
})
