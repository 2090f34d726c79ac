/** An identity provider by which users may sign in (OpenID Connect Discovery 1.0). */
export interface OidcConfig {
  /** `https://login.example`; its discovery document lies below it. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}
