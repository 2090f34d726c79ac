import { describe, expect, it } from 'vitest'
import type { Fingerprint } from './browser-parameters.ts'
import { type HandshakeKeys, loadHandshakes, openHandshake } from './dtls-handshake.ts'
import { type SelfSigned, selfSigned } from './self-signed.ts'

const until = Date.UTC(2030, 0)
const make = () => selfSigned({ commonName: 'audio', from: 0, until })
const fingerprintOf = ({ fingerprint }: SelfSigned): Fingerprint => ({
  algorithm: 'sha256',
  value: fingerprint,
})

interface Client {
  readonly shows: string
  readonly signsWith: string
}

/** A browser and us, datagrams delivered at once. Resolves with what came of it. */
async function meet(client: Client, expected: Fingerprint) {
  const werift = await loadHandshakes()
  const ours = make()
  const toClient = { onData: (_packet: Buffer) => {} }
  const outcome = new Promise<HandshakeKeys | string>((resolve) => {
    const server = openHandshake(werift, {
      certificate: ours.certificate,
      key: ours.key,
      expected,
      send: (packet) => setImmediate(() => toClient.onData(packet)),
      onKeys: resolve,
      onEnd: resolve,
    })
    const browser = new werift.DtlsClient({
      cert: client.shows,
      key: client.signsWith,
      signatureHash: {
        hash: werift.HashAlgorithm.sha256_4,
        signature: werift.SignatureAlgorithm.ecdsa_3,
      },
      srtpProfiles: [1],
      extendedMasterSecret: true,
      transport: Object.assign(toClient, {
        send: async (packet: Buffer) => {
          setImmediate(() => server.receive(packet))
        },
        close: async () => {},
      }) as never,
    })
    void browser.connect()
  })
  return outcome
}

describe('the handshake with a browser (RFC 5764)', () => {
  it('gives both directions keys when the certificate is the announced one', async () => {
    const theirs = make()
    const keys = await meet({ shows: theirs.certificate, signsWith: theirs.key }, fingerprintOf(theirs))
    expect(keys).toMatchObject({ ours: { key: expect.any(Buffer) }, theirs: { salt: expect.any(Buffer) } })
    if (typeof keys === 'string') throw new Error(keys)
    expect([keys.ours.key.length, keys.ours.salt.length]).toEqual([16, 14])
    expect(keys.ours.key).not.toEqual(keys.theirs.key)
  })

  it('refuses another certificate than the description announced (RFC 8122 §5)', async () => {
    const theirs = make()
    const outcome = await meet({ shows: theirs.certificate, signsWith: theirs.key }, fingerprintOf(make()))
    expect(outcome).toBe('the certificate is not the one of the session description')
  })

  it('refuses the announced certificate from somebody who does not hold its key (RFC 5246 §7.4.8)', async () => {
    const theirs = make()
    const outcome = await meet({ shows: theirs.certificate, signsWith: make().key }, fingerprintOf(theirs))
    expect(outcome).toBe('the certificate is shown by somebody who does not hold its key')
  })
})
