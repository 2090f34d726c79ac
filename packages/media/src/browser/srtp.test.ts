import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RtpHeader, SrtpSession } from 'werift'
import { writeRtpHeader } from '../rtp/rtp-packet.ts'
import { CounterMode } from './packet-cipher.ts'
import { derive, type MasterKey, SrtpReceiver, SrtpSender } from './srtp.ts'

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

  it('opens reports of several sources, each of which counts its own (§3.2.3)', () => {
    const key = master()
    const receiver = new SrtpReceiver(key)
    const [one, other] = [new SrtpSender(key), new SrtpSender(key)]
    const reportOf = (ssrc: number) => Buffer.from(`80c90001${ssrc.toString(16).padStart(8, '0')}`, 'hex')
    for (const [sender, ssrc] of [
      [one, 1],
      [one, 1],
      [other, 2],
    ] as const)
      expect(receiver.rtcp(sender.rtcp(reportOf(ssrc)) ?? Buffer.alloc(0))).toEqual(reportOf(ssrc))
  })

  it('seals nothing twice at the same place of the sequence (§9.1)', () => {
    const sender = new SrtpSender(master())
    expect(sender.rtp(rtp(10))).toBeDefined()
    expect(sender.rtp(rtp(12))).toBeDefined()
    expect(sender.rtp(rtp(10, 7, Buffer.from('something else')))).toBeUndefined()
    expect(sender.rtp(rtp(11))).toBeDefined()
  })

  it('skips the key identifier that stands before the tag (§3.1)', () => {
    const key = master()
    const sealed = sealedBy(new SrtpSender(key), rtp(1))
    const body = sealed.length - 10
    const named = Buffer.concat([sealed.subarray(0, body), Buffer.from('0001', 'hex'), sealed.subarray(body)])
    expect(new SrtpReceiver(key, { tag: 10, identifier: 2 }).rtp(named)).toEqual(rtp(1))
    expect(new SrtpReceiver(key).rtp(named)).toBeUndefined()
  })

  it('remembers few sources, however many somebody makes up', () => {
    const key = master()
    const [sender, receiver] = [new SrtpSender(key), new SrtpReceiver(key)]
    for (let ssrc = 1; ssrc < 200; ssrc += 1)
      expect(receiver.rtp(sealedBy(sender, rtp(1, ssrc)))).toEqual(rtp(1, ssrc))
  })
})

const hex = (text: string) => Buffer.from(text, 'hex')

describe('vectors of the RFCs', () => {
  it.each([
    [
      'RFC 3711 B.2',
      '2b7e151628aed2a6abf7158809cf4f3c',
      'e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0',
    ],
    [
      'RFC 6188 7.1',
      '57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98',
      '92bdd28a93c3f52511c677d08b5515a49da71b2378a854f67050756ded165bac63c4868b7096d88421b563b8c94c9a31',
    ],
  ])('key stream -- %s', (_, key, stream) => {
    const out = Buffer.alloc(48)
    new CounterMode(hex(key)).apply(hex('f0f1f2f3f4f5f6f7f8f9fafbfcfd0000'), Buffer.alloc(48), out, 0)
    expect(out.toString('hex')).toBe(stream)
  })

  it.each([
    [
      'RFC 3711 B.3',
      { key: hex('e1f97a0d3e018be0d64fa32c06de4139'), salt: hex('0ec675ad498afeebb6960b3aabe6') },
      'c61e7a93744f39ee10734afe3ff7a087',
      'cebe321f6ff7716b6fd4ab49af256a156d38baa4',
      '30cbbc08863d8c85d49db34a9ae1',
    ],
    [
      'RFC 6188 7.2',
      {
        key: hex('f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6'),
        salt: hex('3b04803de51ee7c96423ab5b78d2'),
      },
      '5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4',
      'fd9c32d39ed5fbb5a9dc96b30818454d1313dc05',
      'fa31791685ca444a9e07c6c64e93',
    ],
  ])('session keys -- %s', (_, master, cipher, authenticator, salt) => {
    const derived = [derive(master, 0, cipher.length / 2), derive(master, 1, 20), derive(master, 2, 14)]
    expect(derived.map((key) => key.toString('hex'))).toEqual([cipher, authenticator, salt])
  })
})
