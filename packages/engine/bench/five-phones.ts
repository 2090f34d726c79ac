/** A caller and five phones made of templates, so cheap that nearly all of a call's time is the engine's. */
import type { Network } from '@mainline/sip'

export const ENGINE = { address: '192.0.2.1', port: 5060 }
export const CALLER = '198.51.100.1'

export class FivePhones {
  /** Datagrams both ways so far. */
  messages = 0
  readonly network: Network
  #deliver: (bytes: Buffer, address: string, port: number) => void = () => {}
  #calls = 0
  /** The INVITE that each phone rings for, by its address. */
  readonly #invites = new Map<string, string>()
  /** What the engine sent and nobody has read yet. */
  readonly #sent: { text: string; address: string }[] = []

  constructor() {
    const refuse = () => {
      throw new Error('there is only UDP here')
    }
    this.network = {
      bindUdp: async (options) => {
        this.#deliver = options.onDatagram
        return {
          ...ENGINE,
          send: (payload, address) => this.#sent.push({ text: payload.toString('latin1'), address }),
          close: async () => {},
        }
      },
      listenTcp: refuse,
      connectTcp: refuse,
      addresses: () => [ENGINE.address],
    }
  }

  static addressOf(phone: number): string {
    return `203.0.113.${phone}`
  }

  /** One call from INVITE to BYE: the first phone takes it. */
  call(): void {
    this.#calls += 1
    this.#say(CALLER, invite(this.#calls))
    this.goOn()
  }

  /** Reads what the engine has sent meanwhile, and answers it. */
  goOn(): void {
    for (let next = this.#sent.shift(); next; next = this.#sent.shift()) this.#hear(next.text, next.address)
  }

  #hear(text: string, address: string): void {
    this.messages += 1
    const phone = Number(address.slice(address.lastIndexOf('.') + 1))
    if (address === CALLER) this.#callerHears(text)
    else if (text.startsWith('INVITE')) {
      this.#invites.set(address, text)
      this.#say(address, response('180 Ringing', text, address))
      if (phone === 5) this.#pickUp(FivePhones.addressOf(1))
    } else if (text.startsWith('CANCEL')) {
      this.#say(address, response('200 OK', text, address))
      this.#say(address, response('487 Request Terminated', this.#invites.get(address) ?? '', address))
    } else if (text.startsWith('BYE')) this.#say(address, response('200 OK', text, address))
  }

  #pickUp(address: string): void {
    this.#say(address, response('200 OK', this.#invites.get(address) ?? '', address, sdp(4_000)))
  }

  #callerHears(text: string): void {
    if (!text.startsWith('SIP/2.0 200') || !/CSeq: 1 INVITE/.test(text)) return
    const to = /To: (.*)\r\n/.exec(text)?.[1] ?? ''
    const contact = /Contact: <(.*)>/.exec(text)?.[1] ?? ''
    this.#say(CALLER, inDialog('ACK', 1, this.#calls, to, contact))
    this.#say(CALLER, inDialog('BYE', 2, this.#calls, to, contact))
  }

  #say(address: string, text: string): void {
    this.messages += 1
    this.#deliver(Buffer.from(text, 'latin1'), address, 5060)
  }
}

const via = (method: string, call: number) =>
  `Via: SIP/2.0/UDP ${CALLER}:5060;branch=z9hG4bK-${method}-${call};rport\r\n`
const from = (call: number) => `From: "Caller" <sip:+442079460990@${CALLER}>;tag=c${call}\r\n`

function invite(call: number): string {
  const body = sdp(30_000)
  return `INVITE sip:+442079460000@${ENGINE.address} SIP/2.0\r\n${via('i', call)}${from(call)}To: <sip:+442079460000@${ENGINE.address}>\r\nCall-ID: ${call}-1234@${CALLER}\r\nCSeq: 1 INVITE\r\nContact: <sip:trunk@${CALLER}:5060>\r\nMax-Forwards: 70\r\nP-Asserted-Identity: <sip:+442079460990@${CALLER}>\r\nAllow: INVITE, ACK, BYE, CANCEL, OPTIONS\r\nContent-Type: application/sdp\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

function inDialog(method: string, cseq: number, call: number, to: string, uri: string): string {
  return `${method} ${uri} SIP/2.0\r\n${via(method, call)}${from(call)}To: ${to}\r\nCall-ID: ${call}-1234@${CALLER}\r\nCSeq: ${cseq} ${method}\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n`
}

function response(status: string, request: string, address: string, body = ''): string {
  const line = (name: string) => {
    const start = request.indexOf(`\n${name}: `) + 1
    return request.slice(start, request.indexOf('\n', start) + 1)
  }
  const to = line('To').replace(/\r\n$/, '')
  const tagged = to.includes(';tag=') ? to : `${to};tag=p${address}`
  const type = body === '' ? '' : 'Content-Type: application/sdp\r\n'
  return `SIP/2.0 ${status}\r\n${line('Via')}${line('From')}${tagged}\r\n${line('Call-ID')}${line('CSeq')}Contact: <sip:phone@${address}:5060>\r\n${type}Content-Length: ${body.length}\r\n\r\n${body}`
}

function sdp(port: number): string {
  return `v=0\r\no=user1 53655765 2353687637 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n`
}
