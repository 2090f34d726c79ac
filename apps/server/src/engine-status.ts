/** The engine as the API asks for it (`http/ports.ts`), read from the engine thread. */
import { type Database, findNumber } from '@mainline/storage'
import type { EngineHost } from './engine-host.ts'
import type { EngineStatus, RouteAcknowledgement } from './http/ports.ts'

/** @param notReady why the server takes no calls at present */
export function engineStatus(host: EngineHost, notReady: () => string | undefined): EngineStatus {
  return {
    notReady,
    counters: async () => ({ ...(await host.report()), ready: notReady() === undefined }),
    liveCalls: () => host.liveCalls(),
  }
}

/** N5: with one engine, its word is every engine's. */
export function routeAcknowledgement(database: Database, host: EngineHost): RouteAcknowledgement {
  return {
    async waitForRoute(numberId) {
      const number = await findNumber(database.kysely, numberId)
      return number !== undefined && host.routes(numberId, number.e164)
    },
  }
}
