/**
 * Who sends a request (C2). Carriers are known by address, or by the certificate that they show; whoever is neither proves
 * itself by digest: phones, and carriers known by their credentials.
 * Each site has a realm of its own, so there is one verifier for each realm, made when it is first needed.
 */
import {
  type Clock,
  DigestServer,
  type Flow,
  headerLine,
  type SipRequest,
  sourceAddress,
} from '@mainline/sip'
import { isWebSocket } from './browser-leg.ts'
import type { EmergencyMemory } from './emergency-memory.ts'
import { GuessedNames } from './guessed-names.ts'
import type { Device, DeviceSource, EngineLog, Trunk } from './ports.ts'
import { RealmOfNobody } from './realm-of-nobody.ts'
import type { SourceGuard } from './source-guard.ts'
import type { TrunkDirectory } from './trunk-directory.ts'

export type Authenticated = { readonly device: Device } | { readonly trunk: Trunk }

/** To be answered with this status and these header lines. */
export interface Unauthenticated {
  readonly status: 401 | 403 | 503
  readonly extra?: string
}

export interface AuthenticationOptions {
  devices: DeviceSource
  emergencyMemory: EmergencyMemory
  trunks: TrunkDirectory
  guard: SourceGuard
  clock: Clock
  log: EngineLog
  /** Whether a phone of the device has registered by that flow, and is there still. */
  isRegisteredAt: (deviceId: string, flow: Flow) => boolean
  /** Whether the other end of the flow has shown a certificate for this name. */
  proves: (flow: Flow, name: string) => boolean
  /** Whoever is at the other end of the flow has proved who it is. */
  proved: (flow: Flow) => void
  /** The realm that unknown names are challenged with. */
  defaultRealm: string
  /** By it unknown names get their realms; every engine has the same. */
  realmSecret: string
}

/** How long a phone's source is trusted after it proved who it is; registrations renew it. */
const TRUSTED_FOR_MS = 3_600_000

/**
 * @NOTE deviates: RFC 8760 §2.3 would have SHA-256 first. Too many phones in use read only the first challenge, or take
 * it and fail (sipp 3.6, sipsak); one that prefers SHA-256 finds it second.
 */
const algorithms = ['MD5', 'SHA-256'] as const

/** Phones that even give up at a second challenge of an algorithm they do not know: they are offered MD5 alone. */
const stopsAtUnknownAlgorithm = [/^baresip v[01]\./i, /^(JsSIP|Mainline page)\b/i]

export class Authentication {
  readonly #options: AuthenticationOptions
  readonly #servers = new Map<string, DigestServer>()
  readonly #md5Servers = new Map<string, DigestServer>()
  readonly #guessed = new GuessedNames()
  readonly #realms: RealmOfNobody

  constructor(options: AuthenticationOptions) {
    this.#options = options
    this.#realms = new RealmOfNobody(options.realmSecret)
  }

  /** Devices prove themselves in it, if only to another engine as yet. */
  knowRealm(realm: string): void {
    this.#realms.know(realm)
  }

  /** The carrier at the other end; undefined: who it is has yet to be asked. */
  trunkAt(flow: Flow): Trunk | undefined {
    // A page may come from a carrier's address, by a proxy for instance; no carrier comes over a WebSocket.
    if (isWebSocket(flow)) return undefined
    const { trunks } = this.#options
    const { transport, origin } = flow
    // What the other end has shown of itself says nothing of whoever is behind it.
    const shows = transport === 'TLS' && origin === undefined
    return trunks.bySource(sourceAddress(flow)) ?? (shows ? this.#certified(flow) : undefined)
  }

  #certified(flow: Flow): Trunk | undefined {
    const { trunks, proves } = this.#options
    const trunk = trunks.byCertificate((name) => proves(flow, name))
    if (trunk) this.#trust(flow)
    return trunk
  }

  #trust(flow: Flow): void {
    const now = this.#options.clock.now()
    this.#options.guard.authenticated(sourceAddress(flow), now + TRUSTED_FOR_MS, now)
    this.#options.proved(flow)
  }

  /** Carriers and pages are read whatever the guard says. */
  #isNeverLimited(flow: Flow): boolean {
    return isWebSocket(flow) || this.#options.trunks.bySource(sourceAddress(flow)) !== undefined
  }

  /** Is this host ours: the one we write into URIs, or a realm that devices have proved themselves in? */
  isOwnDomain(host: string): boolean {
    return (
      host === this.#options.defaultRealm.replace(/:\d+$/, '') ||
      this.#servers.has(host) ||
      this.#md5Servers.has(host)
    )
  }

  /**
   * @param claimed the user name that the request speaks for: From of an INVITE, To of a REGISTER
   * @param urgent somebody calls for help: the phone is who it was, should the database not say
   * @throws what the device source throws
   */
  async authenticate(
    request: SipRequest,
    flow: Flow,
    claimed: string,
    urgent = false,
  ): Promise<Authenticated | Unauthenticated> {
    const named = this.#usernameIn(request)
    const wait = named === undefined ? 0 : this.#refusedFor(flow, named, urgent)
    if (wait > 0) return notNow(wait)
    const username = named ?? claimed
    const device = await (urgent
      ? this.#urgently(username, named === undefined)
      : this.#options.devices.findByUsername(username))
    const trunk = device ? undefined : this.#options.trunks.byUsername(username)
    // Nobody can say that the password is wrong: an engine that knows the phone may be asked, and no guess is counted.
    if (device === null && !trunk) return { status: 503, extra: headerLine('Retry-After', '10') }
    const realm = device?.realm ?? trunk?.digestRealm ?? this.#realmOfNobody(request.uri.host, username)
    const server = this.#server(realm, request.header('User-Agent') ?? '')
    const claim = server.claim(request)
    const source = sourceAddress(flow)
    if (!claim) return { status: 401, extra: server.challenge(false, source) }
    // However it is written, and in whichever of several lines: it is this name that is proved.
    const late = claim.username === named ? 0 : this.#refusedFor(flow, claim.username, urgent)
    if (late > 0) return notNow(late)
    const known = claim.username === username ? (device ?? trunk) : undefined
    const ha1 = known && { md5: known.ha1Md5 ?? undefined, sha256: known.ha1Sha256 ?? undefined }
    const verdict = server.verify(request, claim, ha1, source)
    if (verdict === 'stale') return { status: 401, extra: server.challenge(true, source) }
    if (verdict === 'wrong') return this.#failed(flow, claim.username, server)
    // What a page was given is of no use elsewhere, and what a phone has is of none to a page.
    if (device && (device.browser ?? false) !== isWebSocket(flow)) return { status: 403 }
    this.#trust(flow)
    if (!device) return { trunk: trunk as Trunk }
    this.#options.emergencyMemory.remember(device)
    return { device }
  }

  /** @param onlyRealm nothing is proved yet, and the database need not be asked in what realm it shall be */
  async #urgently(username: string, onlyRealm: boolean): Promise<Device | null | undefined> {
    const { emergencyMemory } = this.#options
    return (
      (onlyRealm ? emergencyMemory.rememberedDevice(username) : undefined) ??
      (await emergencyMemory.device(username))
    )
  }

  #failed(flow: Flow, username: string, server: DigestServer): Unauthenticated {
    const { guard, clock, log } = this.#options
    const source = sourceAddress(flow)
    const guesses = this.#guessed.wrong(flow, username, clock.now())
    if (!this.#isNeverLimited(flow) && guard.authenticationFailed(source, clock.now()))
      log.warn({ source }, 'shut out after repeated failed authentication')
    else if (guesses) log.warn({ source, username }, 'refused for a while in this name after wrong passwords')
    return { status: 401, extra: server.challenge(false, source) }
  }

  /** A phone goes on by the way that it has registered by, whoever guesses its password beside it. */
  #refusedFor(flow: Flow, username: string, urgent: boolean): number {
    const { clock, emergencyMemory, isRegisteredAt } = this.#options
    const wait = this.#guessed.refusedFor(flow, username, clock.now(), urgent)
    const device = wait > 0 ? emergencyMemory.rememberedDevice(username) : undefined
    return device && isRegisteredAt(device.id, flow) ? 0 : wait
  }

  /**
   * Whoever hides its name says by the domain that it dials where it has credentials. Who gives one is answered as phones are that
   * exist, whatever it dials: else the realm would tell strangers which names there are (C2).
   */
  #realmOfNobody(dialled: string, username: string): string {
    if (isNoName(username) && this.#servers.has(dialled)) return dialled
    return this.#realms.of(username) ?? this.#options.defaultRealm
  }

  /** The name in any credentials, whichever realm they are for: it tells which realm to judge by. */
  #usernameIn(request: SipRequest): string | undefined {
    const value = request.header('Authorization')
    const named = value === undefined ? undefined : /username\s*=\s*"([^"\\]*)"/i.exec(value)?.[1]
    return named === undefined ? undefined : nameOf(named)
  }

  #server(realm: string, userAgent: string): DigestServer {
    const md5Only = stopsAtUnknownAlgorithm.some((phone) => phone.test(userAgent))
    const servers = md5Only ? this.#md5Servers : this.#servers
    const known = servers.get(realm)
    if (known) return known
    const { clock } = this.#options
    const server = new DigestServer({ realm, clock, algorithms: md5Only ? ['MD5'] : algorithms })
    servers.set(realm, server)
    if (!md5Only && realm !== this.#options.defaultRealm) this.#realms.know(realm)
    return server
  }
}

/** Not 401 or 403: to the phone whose name it is they would say that its own password is wrong. @param wait ms */
const notNow = (wait: number): Unauthenticated => ({
  status: 503,
  extra: headerLine('Retry-After', `${Math.ceil(wait / 1000)}`),
})

/** The user part of To: whom a REGISTER speaks for (RFC 3261 §10.2). */
export const registeringUser = (request: SipRequest) => nameOf(request.to.uri.userText)

/** The user part of From: whom an INVITE speaks for. */
export const callingUser = (request: SipRequest) => nameOf(request.from.uri.userText)

/** No phone's: of one that hides who it is (RFC 3323 §4.1.1.3), or the number of whom a carrier calls for. */
const isNoName = (username: string) => username === '' || username === 'anonymous' || username.startsWith('+')

/** Nobody's name has control characters in it; a database would choke on an escaped NUL (RFC 4475 §3.1.1.4). */
const nameOf = (text: string | undefined) => (text === undefined || /\p{Cc}/u.test(text) ? '' : text)
