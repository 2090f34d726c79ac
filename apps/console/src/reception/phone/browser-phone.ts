/**
 * The phone of this page: the one place that knows JsSIP (RFC 7118, RFC 8829). It registers, rings, answers and hangs up; whoever
 * holds it sees calls as plain things and hears of every change.
 */
import JsSIP from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { CallOptions, IncomingRTCSessionEvent, RTCSessionEvent } from 'jssip/lib/UA'
import { CallAudio } from './call-audio.ts'

/** What the server gives for one session (`open-browser-phone`, `open-seat-phone`). */
export interface PhoneCredentials {
  /** SIP address. */
  readonly address: string
  readonly username: string
  readonly realm: string
  readonly password: string
  readonly webSocketPath: string
  /** STUN and TURN, for a page behind NAT. */
  readonly iceServers?: RTCIceServer[]
}

/**
 * `connecting`: the WebSocket is not up, or what is said of us is not known yet. `connected`: of a phone that does not register,
 * it can call now.
 */
export type PhoneState = 'connecting' | 'connected' | 'registered' | 'refused' | 'closed'

export interface PhoneCall {
  readonly id: string
  readonly state: 'ringing' | 'talking' | 'held'
  /** We made it. */
  readonly outgoing: boolean
  /** Who calls, as the server shows it; whom we call. */
  readonly callerName: string | undefined
  readonly callerNumber: string
  /** Which call at a reception it is, as the server names it in the INVITE (C7); undefined: none. */
  readonly liveCallId: string | undefined
  /** Since when the two hear each other, epoch ms by the clock of this page; undefined: not yet. */
  readonly answeredAt: number | undefined
}

export interface PhoneView {
  readonly state: PhoneState
  /** Oldest first. */
  readonly calls: readonly PhoneCall[]
}

export interface BrowserPhoneOptions {
  /** Asked at first, and again when the server refuses what it gave before. */
  readonly credentials: () => Promise<PhoneCredentials>
  readonly changed: (view: PhoneView) => void
  readonly audio?: CallAudio
  /** false: nobody calls it, it only calls. */
  readonly registers?: boolean
  /** Calls that the server wants answered at once are (RFC 5373): somebody clicked for them. All others are refused. */
  readonly onlyAtOnce?: boolean
}

/** Seconds that a registration holds: a page that vanished without a word is forgotten soon. */
const registerSeconds = 120

export class BrowserPhone {
  readonly audio: CallAudio
  readonly #options: BrowserPhoneOptions
  readonly #sessions = new Map<string, Followed>()
  #agent: JsSIP.UA | undefined
  #realm = ''
  /** The server is reached at one address and looks for none; candidates of the page come with the checks. */
  #iceServers: RTCIceServer[] = []
  #state: PhoneState = 'connecting'
  /** Refused once: what was given may have been replaced by another page of the session. */
  #renewed = false

  constructor(options: BrowserPhoneOptions) {
    this.#options = options
    this.audio = options.audio ?? new CallAudio()
  }

  /** Connects and registers; goes on trying for as long as it is open. */
  async open(): Promise<void> {
    const { credentials, registers = true } = this.#options
    const given = await credentials()
    if (this.#state === 'closed') return
    this.#iceServers = given.iceServers ?? []
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const agent = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(`${scheme}//${location.host}${given.webSocketPath}`)],
      uri: given.address,
      authorization_user: given.username,
      realm: given.realm,
      password: given.password,
      register: registers,
      register_expires: registerSeconds,
      session_timers: false,
      user_agent: 'Mainline page',
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 5,
    })
    this.#agent = agent
    this.#realm = given.realm
    agent.on('registered', () => {
      this.#renewed = false
      this.#become('registered')
    })
    if (!registers) agent.on('connected', () => this.#become('connected'))
    agent.on('disconnected', () => this.#become('connecting'))
    agent.on('registrationFailed', () => void this.#refused())
    agent.on('newRTCSession', (event: RTCSessionEvent) => {
      if (event.originator === 'remote') this.#ring(event as IncomingRTCSessionEvent)
    })
    agent.start()
  }

  /** Answers, with the microphone if it is open already, else as soon as it is. */
  answer(id: string): void {
    const session = this.#sessions.get(id)?.session
    if (!session) return
    // The server knows where to send as soon as checks arrive: nothing is gained by waiting for every candidate.
    session.on('icecandidate', ({ ready }: { ready: () => void }) => ready())
    session.answer({ ...this.#sound(), pcConfig: { iceServers: this.#iceServers } })
  }

  /** Calls a name of our realm. */
  call(name: string): void {
    this.#dial(name, this.#sound())
  }

  /** The same without a microphone: what is there is heard, nothing is said. */
  listenTo(name: string): void {
    this.#dial(name, {
      mediaConstraints: { audio: false, video: false },
      rtcOfferConstraints: { offerToReceiveAudio: true },
    })
  }

  #dial(name: string, sound: CallOptions): void {
    const agent = this.#agent
    if (!agent) return
    const session = agent.call(`sip:${name}@${this.#realm}`, {
      ...sound,
      pcConfig: { iceServers: this.#iceServers },
      eventHandlers: {
        icecandidate: ({ ready }: { ready: () => void }) => ready(),
        peerconnection: ({ peerconnection }: { peerconnection: RTCPeerConnection }) =>
          this.audio.play(name, peerconnection),
      },
    })
    this.#follow(session, name)
  }

  hangUp(id: string): void {
    this.#sessions.get(id)?.session.terminate()
  }

  hold(id: string): void {
    this.#sessions.get(id)?.session.hold()
  }

  resume(id: string): void {
    this.#sessions.get(id)?.session.unhold()
  }

  /** Digits as events of the audio (RFC 4733). */
  press(id: string, digits: string): void {
    this.#sessions.get(id)?.session.sendDTMF(digits, { transportType: JsSIP.C.DTMF_TRANSPORT.RFC2833 })
  }

  /**
   * Connects anew: the server knows of no connection, and this page of no loss. A network that was gone for a while tells
   * neither end.
   */
  renew(): void {
    // The library has no word for it in its types.
    const { transport } = this.#agent as unknown as { transport: { disconnect(): void; connect(): void } }
    transport.disconnect()
    transport.connect()
  }

  /** Ends calls and registration. */
  close(): void {
    this.#state = 'closed'
    this.#agent?.stop()
    this.audio.close()
  }

  #sound(): { mediaStream: MediaStream } | { mediaConstraints: MediaStreamConstraints } {
    const { stream } = this.audio
    return stream ? { mediaStream: stream } : { mediaConstraints: { audio: true, video: false } }
  }

  #ring({ session, request }: IncomingRTCSessionEvent): void {
    const { onlyAtOnce = false } = this.#options
    const atOnce = request.getHeader('Answer-Mode') === 'Auto'
    if (onlyAtOnce && !atOnce) {
      session.terminate({ status_code: 486 })
      return
    }
    const { id } = session
    session.on('peerconnection', ({ peerconnection }: { peerconnection: RTCPeerConnection }) =>
      this.audio.play(id, peerconnection),
    )
    this.#follow(session, id, liveCallOf(request.getHeaders('Call-Info')))
    if (onlyAtOnce) this.answer(id)
  }

  #follow(session: RTCSession, id: string, liveCallId?: string): void {
    const followed: Followed = { session, liveCallId }
    this.#sessions.set(id, followed)
    // From its ACK on the server knows of the answer: what is ordered then fits.
    session.on('confirmed', () => {
      followed.answeredAt ??= Date.now()
    })
    for (const event of ['accepted', 'confirmed', 'hold', 'unhold'] as const)
      session.on(event, () => this.#tell())
    const over = () => {
      this.#sessions.delete(id)
      this.audio.silence(id)
      this.#tell()
    }
    session.on('ended', over)
    session.on('failed', over)
    this.#tell()
  }

  /** Another page of this session has opened the phone with another password: ask for a new one, once. */
  async #refused(): Promise<void> {
    if (this.#renewed || this.#state === 'closed') {
      this.#become('refused')
      return
    }
    this.#renewed = true
    try {
      this.#agent?.set('password', (await this.#options.credentials()).password)
      this.#agent?.register()
    } catch {
      this.#become('refused')
    }
  }

  #become(state: PhoneState): void {
    if (this.#state === 'closed') return
    this.#state = state
    this.#tell()
  }

  #tell(): void {
    const calls = [...this.#sessions].map(([id, followed]) => viewOf(id, followed))
    this.#options.changed({ state: this.#state, calls })
  }
}

interface Followed {
  readonly session: RTCSession
  readonly liveCallId: string | undefined
  answeredAt?: number
}

/** @param infos values of Call-Info: one leads to the desk at this call (RFC 3261 §20.9) */
function liveCallOf(infos: readonly string[]): string | undefined {
  for (const info of infos) {
    const [, query] = /^\s*<https?:[^?>]+\?([^#>]*)/.exec(info) ?? []
    const call = new URLSearchParams(query).get('call')
    if (call) return call
  }
  return undefined
}

function viewOf(id: string, { session, liveCallId, answeredAt }: Followed): PhoneCall {
  const { uri, display_name: name } = session.remote_identity
  const established = session.isEstablished()
  return {
    id,
    state: !established ? 'ringing' : session.isOnHold().local ? 'held' : 'talking',
    outgoing: session.direction === 'outgoing',
    callerName: name || undefined,
    callerNumber: String(uri.user),
    liveCallId,
    answeredAt,
  }
}
