/** Which methods a path has: for those that it has not there is 405 with `Allow` (RFC 9110 §15.5.6). */
import type { FastifyInstance } from 'fastify'

interface KnownPath {
  readonly pattern: RegExp
  readonly methods: Set<string>
}

/** Notes every route that is added from now on. @returns the methods of a path as a client writes it; none: it is unknown */
export function knownPaths(app: FastifyInstance): (path: string) => readonly string[] {
  const known = new Map<string, KnownPath>()
  app.addHook('onRoute', ({ url, method }) => {
    // Every address of the console is one page; what it has not is no path of ours.
    if (url === '/*') return
    const path = known.get(url) ?? { pattern: patternOf(url), methods: new Set() }
    for (const each of [method].flat()) path.methods.add(each)
    known.set(url, path)
  })
  return (path) => {
    const methods = [...known.values()].flatMap((each) => (each.pattern.test(path) ? [...each.methods] : []))
    return [...new Set(methods)].sort()
  }
}

/** `/sites/:siteId`, `/assets/*` */
function patternOf(url: string): RegExp {
  const source = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+'
    return part === '*' ? '.*' : part.replace(/[^\w-]/g, '\\$&')
  })
  return new RegExp(`^${source.join('/')}$`)
}
