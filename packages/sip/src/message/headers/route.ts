/** Route, Record-Route, Path and Service-Route values (RFC 3261 §20.30, §20.34, RFC 3327): name-addr with brackets. */

import { oneLine } from '../wire-text.ts'
import { splitCommaList } from './comma-list.ts'
import { type NameAddr, parseNameAddr } from './name-addr.ts'

/** The addresses of one field value in order; undefined when one is malformed or lacks its brackets. */
export function parseRouteList(text: string): readonly NameAddr[] | undefined {
  const routes: NameAddr[] = []
  for (const element of splitCommaList(text)) {
    const route = element.includes('<') ? parseNameAddr(element) : undefined
    if (route === undefined) return undefined
    routes.push(route)
  }
  return routes
}

/** One Route or Record-Route value around a URI, as a loose router's when it does not say so yet (§16.6 step 4). */
export function writeRoute(uri: string): string {
  const loose = /;lr(?=[;=?]|$)/i.test(uri)
  return `<${oneLine(uri)}${loose ? '' : ';lr'}>`
}
