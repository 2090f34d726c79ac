/**
 * The DTLS handshake of a browser's audio, as its server (RFC 5764, RFC 8842 §5): it ends with the keys of both
 * directions, and only for the certificate whose fingerprint the session description had. The records are werift's,
 * loaded when the first browser is expected.
 */
import type { Fingerprint } from './browser-parameters.ts'
import { provesItself } from './handshake-proof.ts'
import { fingerprintOf } from './self-signed.ts'
import { type MasterKey, masterKeyLength, masterSaltLength } from './srtp.ts'

/** SRTP_AES128_CM_HMAC_SHA1_80 (RFC 5764 §4.1.2). */
const profile = 1

export interface HandshakeKeys {
  readonly ours: MasterKey
  readonly theirs: MasterKey
}

export interface HandshakeOptions {
  /** PEM, ECDSA P-256. */
  readonly certificate: string
  readonly key: string
  /** What the browser's certificate must hash to. */
  readonly expected: Fingerprint
  send(packet: Buffer): void
  onKeys(keys: HandshakeKeys): void
  /** It failed, or the browser ended it. Called at most once. */
  onEnd(why: string): void
}

export interface Handshake {
  receive(packet: Buffer): void
  close(): void
}

type Library = typeof import('werift')
let library: Promise<Library> | undefined

/** Loads what handshakes need; a quarter of a second, once. */
export function loadHandshakes(): Promise<Library> {
  library ??= import('werift')
  return library
}

/** @param werift from `loadHandshakes` */
export function openHandshake(werift: Library, options: HandshakeOptions): Handshake {
  const { DtlsServer, HashAlgorithm, SignatureAlgorithm } = werift
  let ended = false
  let complete = false
  const transport = {
    type: 'browser',
    address: ['', 0] as const,
    closed: false,
    onData: (_packet: Buffer) => {},
    send: async (packet: Buffer) => options.send(packet),
    close: async () => {},
  }
  const server = new DtlsServer({
    cert: options.certificate,
    key: options.key,
    signatureHash: { hash: HashAlgorithm.sha256_4, signature: SignatureAlgorithm.ecdsa_3 },
    transport: transport as never,
    srtpProfiles: [profile],
    extendedMasterSecret: true,
    certificateRequest: true,
  })
  const end = (why: string) => {
    if (ended) return
    ended = true
    options.onEnd(why)
  }
  server.onConnect.once(() => {
    const { remoteCertificate } = server
    const { algorithm, value } = options.expected
    if (!remoteCertificate || fingerprintOf(remoteCertificate, algorithm) !== value)
      return end('the certificate is not the one of the session description')
    const { masterSecret } = server.cipher
    if (!provesItself(remoteCertificate, masterSecret, server.dtls.sortedHandshakeCache))
      return end('the certificate is shown by somebody who does not hold its key')
    if (server.srtp.srtpProfile !== profile) return end('no SRTP profile in common')
    complete = true
    const keys = server.extractSessionKeys(masterKeyLength, masterSaltLength)
    options.onKeys({
      ours: { key: keys.localKey, salt: keys.localSalt },
      theirs: { key: keys.remoteKey, salt: keys.remoteSalt },
    })
  })
  server.onError.subscribe((error) => end(String(error)))
  server.onClose.subscribe(() => end('the browser closed its audio'))
  return {
    receive: (packet) => {
      if (!ended && !(complete && isForged(packet))) transport.onData(packet)
    },
    close() {
      ended = true
    },
  }
}

const alert = 21
const handshake = 22
const clientHello = 1

/** Once there are keys, nobody says goodbye or begins again in the clear (epoch 0). */
function isForged(packet: Buffer): boolean {
  if (packet.length < 14 || packet.readUInt16BE(3) !== 0) return false
  const type = packet.readUInt8(0)
  return type === alert || (type === handshake && packet.readUInt8(13) === clientHello)
}
