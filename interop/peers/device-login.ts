/** What a softphone is told to register with. */
export interface DeviceLogin {
  readonly username: string
  readonly password: string
  /** Domain of the address-of-record; the server itself is given as outbound proxy. */
  readonly domain: string
  readonly server: { readonly address: string; readonly port: number }
}
