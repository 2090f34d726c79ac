/** The engine as the API asks for it (`http/ports.ts`), read from the engine thread. */
import type { EngineHost } from './engine-host.ts'
import type { EngineStatus } from './http/ports.ts'

/** @param notReady why the server takes no calls at present */
export function engineStatus(host: EngineHost, notReady: () => string | undefined): EngineStatus {
  return {
    notReady,
    reception: host.reception,
    counters: async () => ({ ...(await host.report()), ready: notReady() === undefined }),
    liveCalls: () => host.liveCalls(),
  }
}
