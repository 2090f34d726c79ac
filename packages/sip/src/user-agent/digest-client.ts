/** The client's half of digest authentication (RFC 3261 §22, RFC 7616, RFC 8760). */
import { encodeText, parseAuth, type SipResponse, writeCredentials } from '../message/index.ts'
import { computeDigest, computeHa1, type DigestAlgorithm, digestAlgorithm, isSha256 } from './digest.ts'

/** A user's secret: the password, or HA1 for each algorithm (RFC 7616 §3.4.2) when the password is not kept. */
export interface DigestCredentials {
  readonly username: string
  readonly password?: string
  /** Hex of H(username:realm:password), for exactly one realm. */
  readonly ha1?: { readonly md5?: string; readonly sha256?: string }
  /** Answer challenges of this realm only. */
  readonly realm?: string
}

/** What a challenge asked, and how often its nonce has been used. */
interface Realm {
  readonly header: 'Authorization' | 'Proxy-Authorization'
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | undefined
  /** As the challenge wrote it; undefined when it did not. */
  readonly algorithmText: string | undefined
  readonly algorithm: DigestAlgorithm
  readonly qop: 'auth' | 'auth-int' | undefined
  readonly ha1: string
  count: number
}

/** How often each realm has been answered for one request. */
export type AnsweredRealms = Map<string, number>

/** What the credentials are for. */
export interface DigestRequest {
  readonly method: string
  readonly uri: string
  readonly body?: Buffer | string | undefined
}

/** On the way of a call there are a few; a peer that makes up another one each time is not answered for ever. */
const MOST_REALMS = 8

/**
 * The realms that challenged us during one call or registration. Later requests carry credentials at once, with
 * nonces used on (RFC 7616 §3.4.5).
 */
export class DigestClient {
  readonly #credentials: DigestCredentials
  readonly #random: () => string
  readonly #realms = new Map<string, Realm>()
  /** The lines of the last INVITE. */
  inviteLines = ''

  constructor(credentials: DigestCredentials, random: () => string) {
    this.#credentials = credentials
    this.#random = random
  }

  /**
   * Takes the challenges of a 401 or 407. Returns whether it is worth sending the request again: each realm is
   * answered once, and once more when it only says that the nonce is stale (RFC 3261 §22.2, §22.3).
   *
   * @param answered of this one request, whatever others are challenged meanwhile
   */
  accept(response: SipResponse, answered: AnsweredRealms): boolean {
    const proxy = response.status === 407
    const offered = new Set<string>()
    let worth = false
    for (const field of response.headers(proxy ? 'Proxy-Authenticate' : 'WWW-Authenticate')) {
      const params = digestParams(field)
      const realm = params?.get('realm')
      const found = params && this.#read(params, proxy ? 'Proxy-Authorization' : 'Authorization')
      // RFC 8760 §2.4: the topmost that we can answer, in each realm.
      if (params === undefined || realm === undefined || found === undefined || offered.has(realm)) continue
      offered.add(realm)
      const key = `${found.header} ${realm}`
      const answers = answered.get(key) ?? 0
      const stale =
        params.get('stale')?.toLowerCase() === 'true' && this.#realms.get(key)?.nonce !== found.nonce
      if (answers > 1 || (answers === 1 && !stale)) return false
      if (!this.#realms.has(key) && this.#realms.size >= MOST_REALMS) return false
      answered.set(key, answers + 1)
      this.#realms.set(key, found)
      worth = true
    }
    return worth
  }

  /** The header lines for a request: one for each realm known; '' before the first challenge. */
  lines(request: DigestRequest): string {
    let lines = ''
    for (const realm of this.#realms.values()) lines += this.#line(realm, request)
    if (request.method === 'INVITE') this.inviteLines = lines
    return lines
  }

  #read(params: ReadonlyMap<string, string>, header: Realm['header']): Realm | undefined {
    const realm = params.get('realm')
    const nonce = params.get('nonce')
    const algorithm = digestAlgorithm(params.get('algorithm'))
    if (realm === undefined || nonce === undefined || algorithm === undefined) return undefined
    if (this.#credentials.realm !== undefined && this.#credentials.realm !== realm) return undefined
    const ha1 = this.#ha1(algorithm, realm)
    const qop = chooseQop(params.get('qop'))
    if (ha1 === undefined || qop === 'unknown') return undefined
    const opaque = params.get('opaque')
    return {
      header,
      realm,
      nonce,
      opaque,
      algorithmText: params.get('algorithm'),
      algorithm,
      qop,
      ha1,
      count: 0,
    }
  }

  #ha1(algorithm: DigestAlgorithm, realm: string): string | undefined {
    const { username, password, ha1 } = this.#credentials
    if (password !== undefined) return computeHa1(algorithm, username, realm, password)
    return isSha256(algorithm) ? ha1?.sha256 : ha1?.md5
  }

  #line(realm: Realm, request: DigestRequest): string {
    const { nonce, algorithm, qop, ha1 } = realm
    realm.count++
    const nc = qop === undefined ? undefined : realm.count.toString(16).padStart(8, '0')
    const session = algorithm === 'MD5-sess' || algorithm === 'SHA-256-sess'
    const cnonce = qop === undefined && !session ? undefined : this.#random()
    const { method, uri } = request
    const body = qop === 'auth-int' ? wireBody(request.body) : undefined
    const response = computeDigest({ algorithm, ha1, nonce, method, uri, qop, nc, cnonce, body })
    const { username } = this.#credentials
    const value = {
      username,
      realm: realm.realm,
      nonce,
      uri,
      response,
      opaque: realm.opaque,
      qop,
      nc,
      cnonce,
    }
    return `${realm.header}: ${writeCredentials({ ...value, algorithm: realm.algorithmText })}\r\n`
  }
}

function digestParams(field: string): ReadonlyMap<string, string> | undefined {
  const auth = parseAuth(field)
  return auth?.scheme.toLowerCase() === 'digest' ? auth.params : undefined
}

/** Plain `auth` where there is a choice; auth-int where it is all that is offered. */
function chooseQop(offer: string | undefined): 'auth' | 'auth-int' | undefined | 'unknown' {
  if (offer === undefined) return undefined
  const offers = offer.split(',').map((value) => value.trim().toLowerCase())
  if (offers.includes('auth')) return 'auth'
  return offers.includes('auth-int') ? 'auth-int' : 'unknown'
}

function wireBody(body: Buffer | string | undefined): string {
  if (body === undefined) return ''
  return typeof body === 'string' ? encodeText(body) : body.toString('latin1')
}
