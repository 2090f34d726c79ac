/**
 * The module `virtual:endpoints`: HTTP method and path of every method of the contract, by its name; of those that take
 * a file also its media type. The browser needs no more of a definition than that; its types come from the contract
 * itself, its schemas stay on the server.
 */
import * as contract from '@mainline/contract'
import type { Plugin } from 'vite'

const id = 'virtual:endpoints'

export function endpoints(): Plugin {
  return {
    name: 'mainline-endpoints',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) => (source === `\0${id}` ? `export default ${JSON.stringify(table())}` : undefined),
  }
}

function table(): Record<string, readonly string[]> {
  const known = new Set<unknown>(contract.methods)
  const methods = Object.entries(contract).filter(([, value]) => known.has(value))
  return Object.fromEntries(
    methods.map(([name, value]) => {
      const found = value as contract.Method
      return [name, [found.method, found.path, ...(contract.takesFile(found) ? [found.bodyType] : [])]]
    }),
  )
}
