/**
 * How many INVITEs a second one core reads: from the received bytes to Via, From, To, Call-ID, CSeq and Contact.
 * `node packages/sip/bench/parser.ts [--seconds 3]` prints one JSON object. Every message differs, so that nothing
 * is answered from a cache of the engine. `perSecond` is wall clock, `perCpuSecond` counts the time the process (its
 * garbage collector included) had; the others say what judging a message and answering it cost besides.
 */
import { parseArgs } from 'node:util'
import { parseMessage, type SipRequest, serializeResponse, validateMessage } from '../src/message/index.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '3' } } })
const milliseconds = Number(values.seconds) * 1000

/** An INVITE as a carrier's session border controller sends it, session description included. */
export function sampleInvite(index: number): Buffer {
  const sdp = [
    'v=0',
    `o=- ${1_000_000 + index} 1 IN IP4 198.51.100.20`,
    's=-',
    'c=IN IP4 198.51.100.20',
    't=0 0',
    `m=audio ${20_000 + (index % 10_000)} RTP/AVP 8 0 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=sendrecv',
    '',
  ].join('\r\n')
  return Buffer.from(
    [
      `INVITE sip:+442079460${String(index % 1000).padStart(3, '0')}@203.0.113.5:5060 SIP/2.0`,
      `Via: SIP/2.0/UDP 198.51.100.20:5060;branch=z9hG4bK-${index}-5f1c;rport`,
      `Max-Forwards: 69`,
      `From: "Caller ${index}" <sip:+4420794609${index % 100}@198.51.100.20>;tag=gK0${index}`,
      `To: <sip:+442079460${String(index % 1000).padStart(3, '0')}@203.0.113.5>`,
      `Call-ID: ${index}_129476@198.51.100.20`,
      `CSeq: ${(index % 90_000) + 1} INVITE`,
      `Contact: <sip:+4420794609${index % 100}@198.51.100.20:5060;transport=udp>`,
      'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER',
      'Supported: timer, 100rel, replaces',
      'P-Asserted-Identity: <sip:+442079460900@198.51.100.20>',
      'Content-Type: application/sdp',
      `Content-Length: ${sdp.length}`,
      '',
      sdp,
    ].join('\r\n'),
    'latin1',
  )
}

const invites = Array.from({ length: 2_000 }, (_, index) => sampleInvite(index))

function parsed(bytes: Buffer): SipRequest {
  const message = parseMessage(bytes)
  if (message.kind !== 'request') throw new Error(`the sample is no request: ${message.kind}`)
  return message
}

/** Reads the six headers as objects; the sum keeps the compiler from dropping the work. */
function read(bytes: Buffer): number {
  const message = parsed(bytes)
  return (
    (message.topVia.branch?.length ?? 0) +
    (message.from.tag?.length ?? 0) +
    message.to.uri.host.length +
    message.callId.length +
    message.cseq.sequence +
    (message.contacts[0]?.uri.port ?? 0)
  )
}

/** What a B2BUA does for an INVITE it takes: judge it, note its source, answer 100. */
function takeAndAnswer(bytes: Buffer): number {
  const message = parsed(bytes)
  message.setReceived('198.51.100.20', 5060)
  if (validateMessage(message) !== undefined) return 0
  return serializeResponse(message, { status: 100 }).length + (message.uri.user?.length ?? 0)
}

interface Rate {
  readonly wall: number
  readonly cpu: number
}

function rateOf(work: (bytes: Buffer) => number, duration: number): Rate {
  let done = 0
  let sum = 0
  const cpu = process.cpuUsage()
  const start = performance.now()
  let now = start
  while (now - start < duration) {
    for (const bytes of invites) sum += work(bytes)
    done += invites.length
    now = performance.now()
  }
  if (sum === 0) throw new Error('nothing was read')
  const { user, system } = process.cpuUsage(cpu)
  return { wall: Math.round((done * 1e3) / (now - start)), cpu: Math.round((done * 1e6) / (user + system)) }
}

function measure(work: (bytes: Buffer) => number): Rate {
  rateOf(work, milliseconds / 3)
  return rateOf(work, milliseconds)
}

const six = measure(read)
const result = {
  perSecond: six.wall,
  perCpuSecond: six.cpu,
  scannedOnly: measure((bytes) => parsed(bytes).size).wall,
  validated: measure((bytes) => (validateMessage(parsed(bytes)) === undefined ? 1 : 0)).wall,
  takenAndAnswered: measure(takeAndAnswer).wall,
  bytesEach: invites[0]?.length ?? 0,
}
process.stdout.write(`${JSON.stringify(result)}\n`)
