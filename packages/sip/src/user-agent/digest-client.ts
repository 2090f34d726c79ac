/** The client's half of digest authentication (RFC 3261 §22, RFC 7616, RFC 8760). */

/** A user's secret: the password, or HA1 for each algorithm (RFC 7616 §3.4.2) when the password is not kept. */
export interface DigestCredentials {
  readonly username: string
  readonly password?: string
  /** Hex of H(username:realm:password), for exactly one realm. */
  readonly ha1?: { readonly md5?: string; readonly sha256?: string }
  /** Answer challenges of this realm only. */
  readonly realm?: string
}
