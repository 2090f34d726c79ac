/**
 * Mutated messages at a live engine, from a trunk that it trusts: the process must stay up, go back to rest, and serve
 * legitimate calls meanwhile. Repeatable by its seed as far as the network is.
 */
import { Mutator } from '../../packages/sip/fuzz/mutator.ts'
import { corpus } from '../../packages/sip/torture/corpus.ts'
import { DatagramPeer } from '../peers/datagram-peer.ts'
import type { ServerFixture } from '../server-fixture.ts'
import type { Workspace } from '../workspace.ts'

export interface FuzzOptions {
  readonly messages: number
  readonly seed: number
  readonly perSecond: number
  /** Address of a trunk. */
  readonly from: string
}

/** Sends that many messages; resolves with how many went out. */
export async function fuzzEngine(
  server: ServerFixture,
  workspace: Workspace,
  { messages, seed, perSecond, from }: FuzzOptions,
): Promise<number> {
  await using peer = await DatagramPeer.bind(server.sip, from)
  const mutator = new Mutator(seed, [
    ...corpus.map(({ bytes }) => bytes.toString('latin1')),
    ...ours(server, workspace, peer),
  ])
  await peer.sendMany(messages, perSecond, () => mutator.next())
  return peer.sent
}

/** Messages that get further than a stranger's: to numbers that exist, in dialogs and registrations that might. */
function ours(server: ServerFixture, { mainNumber, members }: Workspace, peer: DatagramPeer): string[] {
  const host = `${server.sip.address}:${server.sip.port}`
  const sdp = [
    ...['v=0', `o=x 1 1 IN IP4 ${peer.address}`, 's=-', `c=IN IP4 ${peer.address}`, 't=0 0'],
    ...['m=audio 40000 RTP/AVP 8 0 101', 'a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-15', ''],
  ].join('\r\n')
  const request = (method: string, user: string, extra: string[] = [], body = '') =>
    [
      `${method} sip:${user}@${host} SIP/2.0`,
      `Via: SIP/2.0/UDP ${peer.address}:${peer.port};rport;branch=z9hG4bKfuzz${method}${user.length}`,
      'Max-Forwards: 70',
      `From: "Fuzz" <sip:+442079460000@${peer.address}>;tag=f1`,
      `To: <sip:${user}@${host}>`,
      `Call-ID: fuzz-${method}-${user.length}`,
      `CSeq: 1 ${method}`,
      `Contact: <sip:fuzz@${peer.address}:${peer.port}>`,
      ...extra,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n')
  const registrations = members.map(({ login }) =>
    request('REGISTER', login.username, [
      'Expires: 60',
      `Authorization: Digest username="${login.username}", realm="${login.domain}", nonce="00", uri="sip:${login.domain}", response="00", algorithm=MD5, qop=auth, nc=00000001, cnonce="1"`,
    ]),
  )
  const called = [mainNumber, members[0]?.e164 ?? mainNumber, '+442079469999', '']
  return [
    ...registrations,
    ...called.flatMap((user) => [
      request('INVITE', user, ['Supported: timer, 100rel', 'Session-Expires: 1800;refresher=uac'], sdp),
      request('INVITE', user, ['Diversion: <sip:+442079460001@x>;reason=unconditional', 'Privacy: id'], sdp),
      request('CANCEL', user),
      request('ACK', user),
      request('BYE', user),
      request('OPTIONS', user, ['Accept: application/sdp']),
      request('INFO', user, ['Content-Type: application/dtmf-relay'], 'Signal=1\r\nDuration=100\r\n'),
    ]),
    'SIP/2.0 180 Ringing\r\nVia: SIP/2.0/UDP ' +
      `${host};branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n`,
    'SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP ' +
      `${host};branch=z9hG4bK2\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: y\r\nCSeq: 1 INVITE\r\nContact: <sip:c@${peer.address}>\r\nContent-Length: 0\r\n\r\n`,
  ]
}
