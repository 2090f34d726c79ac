/** Address literals as sockets and as URIs want them. */

/** In brackets when it is IPv6, as URIs and Via need it. */
function bracketed(address: string): string {
  return address.includes(':') && !address.startsWith('[') ? `[${address}]` : address
}

/** `host:port`, brackets included. */
export function hostPort(address: string, port: number): string {
  return `${bracketed(address)}:${port}`
}

export function isIPv6(address: string): boolean {
  return address.includes(':')
}

/** Whether it is a literal of either family, without brackets. */
export function isAddress(host: string): boolean {
  return host.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host)
}

export function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::'
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}
