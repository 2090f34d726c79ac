/** Hosts as they are written before a port. */
import { isIPv6 } from 'node:net'

/** A name or an address, as the host of a URI and of a Via (RFC 3261 §25.1). */
export const inUri = (host: string): string => (isIPv6(host) ? `[${host}]` : host)
