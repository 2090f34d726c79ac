/** What becomes of an engine's questions while its database is away, or says nothing: everything it asks comes through here. */
import type { Clock } from '@mainline/sip'
import type { EnginePorts } from '../../apps/server/src/engine-ports.ts'

/** As long as the engine's thread waits for its queries. */
const PATIENCE_MS = 4_000

export type DatabaseState = 'there' | 'away' | 'silent'

/** @param state asked with each question */
export function throughDatabase(ports: EnginePorts, clock: Clock, state: () => DatabaseState): EnginePorts {
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, port && questioned(port, clock, state)]),
  ) as unknown as EnginePorts
}

const questioned = (port: object, clock: Clock, state: () => DatabaseState): object =>
  new Proxy(port, {
    get(target, name) {
      const ask: unknown = Reflect.get(target, name)
      // Whether somebody follows calls is no question to the database.
      if (typeof ask !== 'function' || name === 'wanted') return ask
      return (...asked: unknown[]) => {
        if (state() === 'away') return Promise.reject(new Error('the database is away'))
        if (state() === 'silent')
          return new Promise((_, reject) =>
            clock.after(PATIENCE_MS, () => reject(new Error('the database is silent'))),
          )
        return Reflect.apply(ask, target, asked)
      }
    },
  })
