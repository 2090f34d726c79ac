/**
 * The server's half of digest authentication (RFC 3261 §22, RFC 7616, RFC 8760): challenges, and verification by HA1,
 * so that no password is ever needed. The same for a registrar (401) and for INVITE (401 or 407).
 */
import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { parseAuth, parseUri, type SipRequest, SipUri, writeChallenge } from '../message/index.ts'
import { computeDigest, type DigestAlgorithm, digestAlgorithm, isSha256 } from './digest.ts'
import { NonceKeeper } from './nonce.ts'

/** What is kept of a password (RFC 7616 §3.4.2), hex. */
export interface Ha1 {
  readonly md5?: string | undefined
  readonly sha256?: string | undefined
}

/** What a request claims, before it is verified: the name to look HA1 up by. Real text. */
export interface DigestClaim {
  readonly username: string
  readonly realm: string
  readonly params: ReadonlyMap<string, string>
}

/**
 * `stale`: the nonce is not one that may be used, whatever the secret; to be challenged again with stale=true (RFC 7616 §3.3).
 * `wrong`: the secret is not right, from whoever our challenge went to.
 */
export type DigestVerdict = 'right' | 'stale' | 'wrong'

export interface DigestServerOptions {
  readonly realm: string
  readonly clock: Clock
  /** `proxy` challenges with 407 (RFC 3261 §22.3), else 401. */
  readonly kind?: 'user' | 'proxy'
  /** Offered in this order. Default SHA-256, then MD5. */
  readonly algorithms?: readonly DigestAlgorithm[]
  readonly nonces?: NonceKeeper
  /**
   * Also offers auth-int, which covers the body. Some phones do not read a list of two, so by default only `auth` is
   * offered; credentials with auth-int are verified in any case.
   */
  readonly offersAuthInt?: boolean
}

/** Stands for the HA1 of a user who does not exist, so that the answer takes as long as for one who does. */
const nobody: Ha1 = { md5: '0'.repeat(32), sha256: '0'.repeat(64) }

export class DigestServer {
  readonly realm: string
  /** The status of a challenge: 401 or 407. */
  readonly status: 401 | 407
  readonly #algorithms: readonly DigestAlgorithm[]
  readonly #nonces: NonceKeeper
  readonly #qop: string
  readonly #request: string
  readonly #response: string

  constructor(options: DigestServerOptions) {
    const proxy = options.kind === 'proxy'
    this.realm = options.realm
    this.status = proxy ? 407 : 401
    this.#algorithms = options.algorithms ?? ['SHA-256', 'MD5']
    this.#nonces = options.nonces ?? new NonceKeeper({ epoch: () => options.clock.epoch() })
    this.#qop = options.offersAuthInt === true ? 'auth,auth-int' : 'auth'
    this.#request = proxy ? 'Proxy-Authorization' : 'Authorization'
    this.#response = proxy ? 'Proxy-Authenticate' : 'WWW-Authenticate'
  }

  /**
   * The header lines of a challenge, one for each algorithm, the best first (RFC 8760 §2.3).
   * @param source whom it goes to: an answer from elsewhere is stale
   */
  challenge(stale = false, source?: string): string {
    const nonce = this.#nonces.issue(source)
    let lines = ''
    for (const algorithm of this.#algorithms) {
      const challenge = { realm: this.realm, nonce, algorithm, qop: this.#qop }
      lines += `${this.#response}: ${writeChallenge(stale ? { ...challenge, stale } : challenge)}\r\n`
    }
    return lines
  }

  /** The credentials for our realm, if the request carries any that are well formed (RFC 3261 §22.1). */
  claim(request: SipRequest): DigestClaim | undefined {
    for (const value of request.headers(this.#request)) {
      const auth = parseAuth(value)
      const realm = auth?.params.get('realm')
      const username = auth?.params.get('username')
      if (auth?.scheme.toLowerCase() !== 'digest' || realm !== this.realm) continue
      if (username !== undefined) return { username, realm, params: auth.params }
    }
    return undefined
  }

  /**
   * Whether the claim proves knowledge of the secret, for this request. `ha1` is undefined when there is no such
   * user: it is then wrong, after the same work. Nothing is computed for whoever has not had our challenge: it learns nothing, and
   * what it sends in somebody's name says nothing against that.
   * @param source whom the request is from
   */
  verify(request: SipRequest, claim: DigestClaim, ha1: Ha1 | undefined, source?: string): DigestVerdict {
    const { params } = claim
    const nonce = params.get('nonce') ?? ''
    const issuedAt = this.#nonces.issued(nonce, source)
    if (typeof issuedAt !== 'number') return 'stale'
    const algorithm = digestAlgorithm(params.get('algorithm'))
    const uri = params.get('uri')
    const response = params.get('response')
    if (algorithm === undefined || !this.#algorithms.includes(algorithm)) return 'wrong'
    if (uri === undefined || response === undefined) return 'wrong'
    const qop = params.get('qop')
    const nc = params.get('nc')
    const cnonce = params.get('cnonce')
    if (qop !== undefined && qop !== 'auth' && qop !== 'auth-int') return 'wrong'
    if (qop !== undefined && (cnonce === undefined || !/^[0-9a-f]{8}$/i.test(nc ?? ''))) return 'wrong'
    const kept = isSha256(algorithm) ? ha1?.sha256 : ha1?.md5
    const expected = computeDigest({
      algorithm,
      ha1: kept ?? (isSha256(algorithm) ? nobody.sha256 : nobody.md5) ?? '',
      nonce,
      method: request.method,
      uri,
      qop,
      nc,
      cnonce,
      body: qop === 'auth-int' ? request.bodyText : undefined,
    })
    const same = equalText(expected, response.toLowerCase())
    if (!same || kept === undefined || !meansRequestUri(uri, request)) return 'wrong'
    const state = this.#nonces.use(nonce, issuedAt, nc === undefined ? undefined : Number.parseInt(nc, 16))
    return state === 'good' ? 'right' : 'stale'
  }
}

/** Compares in a time that tells nothing about where the texts differ. */
function equalText(expected: string, given: string): boolean {
  const a = Buffer.from(expected, 'latin1')
  const b = Buffer.from(given, 'latin1')
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * RFC 7616 §3.4.6: the uri must mean the resource asked for, or credentials could be moved to another request.
 * Parameters are not compared, since proxies and phones add and drop them.
 */
function meansRequestUri(text: string, request: SipRequest): boolean {
  if (text === request.uriText) return true
  const uri = parseUri(text)
  return uri instanceof SipUri && uri.userText === request.uri.userText && uri.address === request.uri.address
}
