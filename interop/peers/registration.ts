/**
 * REGISTER in the name of a phone that cannot register by itself (sipp answering calls). It is sent from the phone's own
 * address and port before the phone starts, so that a registrar that follows the packet's source finds the phone as well.
 * Deliberately not built on @mainline/sip: two ends that share a mistake would agree.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect } from 'node:net'

export interface Registration {
  readonly username: string
  readonly password: string
  /** Domain of the address-of-record. */
  readonly domain: string
  /** Where the phone listens. */
  readonly address: string
  readonly port: number
  readonly server: { readonly address: string; readonly port: number }
  readonly transport?: 'UDP' | 'TCP'
  /** Seconds; 0 takes the binding away. */
  readonly expires?: number
}

/** Sends a request and resolves with its final response; one to an earlier request, sent again, is passed over. */
type Exchange = (request: string) => Promise<string>

/**
 * Registers, answering one challenge. Resolves with the final status.
 * @throws when the server does not answer in 15 s
 */
export async function register(registration: Registration): Promise<number> {
  const { exchange, close } = await (registration.transport === 'TCP' ? overTcp : overUdp)(registration)
  try {
    const callId = randomBytes(8).toString('hex')
    const first = await exchange(registerRequest(registration, callId, 1, ''))
    if (statusOf(first) !== 401) return statusOf(first)
    const answer = answerChallenge(first, registration)
    return statusOf(await exchange(registerRequest(registration, callId, 2, answer)))
  } finally {
    close()
  }
}

function registerRequest(r: Registration, callId: string, sequence: number, extra: string): string {
  const transport = r.transport ?? 'UDP'
  const suffix = transport === 'TCP' ? ';transport=tcp' : ''
  return [
    `REGISTER sip:${r.domain} SIP/2.0`,
    `Via: SIP/2.0/${transport} ${r.address}:${r.port};branch=z9hG4bK${randomBytes(8).toString('hex')};rport`,
    'Max-Forwards: 70',
    `From: <sip:${r.username}@${r.domain}>;tag=${callId}`,
    `To: <sip:${r.username}@${r.domain}>`,
    `Call-ID: ${callId}`,
    `CSeq: ${sequence} REGISTER`,
    `Contact: <sip:${r.username}@${r.address}:${r.port}${suffix}>`,
    `Expires: ${r.expires ?? 3600}`,
    `${extra}Content-Length: 0`,
    '',
    '',
  ].join('\r\n')
}

/** RFC 7616 §3.4 with qop=auth; the first challenge whose algorithm we know. */
function answerChallenge(response: string, { username, password, domain }: Registration): string {
  for (const [, challenge = ''] of response.matchAll(/^WWW-Authenticate:\s*Digest\s+(.*)$/gim)) {
    const parameter = (name: string) =>
      new RegExp(`(?:^|[ ,])${name}=(?:"([^"]*)"|([^, ]+))`, 'i').exec(challenge)?.slice(1).find(Boolean)
    const algorithm = parameter('algorithm') ?? 'MD5'
    const hashName = { MD5: 'md5', 'SHA-256': 'sha256' }[algorithm.toUpperCase()]
    if (!hashName) continue
    const hash = (text: string) => createHash(hashName).update(text).digest('hex')
    const [realm = '', nonce = '', opaque] = ['realm', 'nonce', 'opaque'].map(parameter)
    const uri = `sip:${domain}`
    const cnonce = randomBytes(6).toString('hex')
    const ha1 = hash(`${username}:${realm}:${password}`)
    const ha2 = hash(`REGISTER:${uri}`)
    const digest = hash(`${ha1}:${nonce}:00000001:${cnonce}:auth:${ha2}`)
    return (
      `Authorization: Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
      `response="${digest}", algorithm=${algorithm}, cnonce="${cnonce}", nc=00000001, qop=auth` +
      `${opaque === undefined ? '' : `, opaque="${opaque}"`}\r\n`
    )
  }
  throw new Error(`no challenge that can be answered: ${response}`)
}

const sequenceOf = (message: string): string | undefined => /^CSeq:\s*(\d+)/im.exec(message)?.[1]

const statusOf = (response: string): number => Number(/^SIP\/2\.0 (\d{3})/.exec(response)?.[1] ?? 0)

async function overUdp(r: Registration): Promise<{ exchange: Exchange; close: () => void }> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(r.port, r.address, resolve)
  })
  const exchange: Exchange = (request) =>
    new Promise((resolve, reject) => {
      const send = () => socket.send(request, r.server.port, r.server.address)
      const again = setInterval(send, 500)
      const deadline = setTimeout(() => settle(() => reject(new Error('no answer to REGISTER'))), 15_000)
      const settle = (finish: () => void) => {
        clearInterval(again)
        clearTimeout(deadline)
        socket.off('message', onMessage)
        finish()
      }
      const onMessage = (bytes: Buffer) => {
        const text = bytes.toString('latin1')
        if (statusOf(text) >= 200 && sequenceOf(text) === sequenceOf(request)) settle(() => resolve(text))
      }
      socket.on('message', onMessage)
      send()
    })
  return { exchange, close: () => socket.close() }
}

async function overTcp(r: Registration): Promise<{ exchange: Exchange; close: () => void }> {
  const socket = connect({ host: r.server.address, port: r.server.port, localAddress: r.address })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const exchange: Exchange = (request) =>
    new Promise((resolve, reject) => {
      let received = ''
      const deadline = setTimeout(() => reject(new Error('no answer to REGISTER')), 15_000)
      const onData = (bytes: Buffer) => {
        received += bytes.toString('latin1')
        if (!received.includes('\r\n\r\n') || statusOf(received) < 200) return
        clearTimeout(deadline)
        socket.off('data', onData)
        resolve(received)
      }
      socket.on('data', onData)
      socket.write(request)
    })
  return { exchange, close: () => socket.destroy() }
}
