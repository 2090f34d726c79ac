/**
 * What pages are told of STUN and TURN: servers of others (coturn), with credentials that are good for a while. TURN
 * checks them by the secret that it shares with us, without asking anybody (`use-auth-secret`).
 */
import { createHmac } from 'node:crypto'

export interface TurnConfig {
  /** `stun:host:port`. */
  readonly stun: readonly string[]
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | undefined
}

/** As a browser's RTCPeerConnection takes it (RFC 8835). */
export interface IceServer {
  readonly urls: string[]
  readonly username?: string
  readonly credential?: string
}

/** A phone of a page is opened at least once a day. */
const goodForSeconds = 24 * 3_600

/**
 * @param user whoever asks, for the log of the TURN server; no secret
 * @param now ms since the epoch
 */
export function iceServersFor({ stun, turn }: TurnConfig, user: string, now: number): IceServer[] {
  const servers: IceServer[] = stun.length > 0 ? [{ urls: [...stun] }] : []
  if (turn === undefined) return servers
  const username = `${Math.floor(now / 1_000) + goodForSeconds}:${user}`
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
  return [...servers, { urls: [...turn.urls], username, credential }]
}
