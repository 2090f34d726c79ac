import { isIPv6, isLoopback, isWildcard } from './address.ts'
import type { Network } from './network.ts'

/** What to name in Vias for a bound address: itself, but a wildcard is no sent-by; one of the host's addresses is. */
export function ownAddress(network: Network, address: string): string {
  if (!isWildcard(address)) return address
  const own = network.addresses().filter((candidate) => isIPv6(candidate) === isIPv6(address))
  return own.find((candidate) => !isLoopback(candidate)) ?? own[0] ?? address
}
