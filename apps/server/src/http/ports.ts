/** What the API asks of the call engines. The composition of the process fits these to the engine it runs. */
import type { EngineStatusReport, LiveCall } from '@mainline/contract'

export type { EngineStatusReport, LiveCall }

/** The engine as the API sees it. */
export interface EngineStatus {
  /** Everything held now; every gauge is back at its rest when nothing is going on. */
  counters(): Promise<EngineStatusReport>
  /** Calls going on, oldest first. Instants are ISO 8601. */
  liveCalls(): Promise<readonly LiveCall[]>
  /** Why it takes no calls yet or any more; undefined when it does. */
  notReady(): string | undefined
}

/** N5: tells when what was saved about a number holds for calls. */
export interface RouteAcknowledgement {
  /**
   * Waits until every live engine routes the number by this version or a later one.
   *
   * @param numberId of the number
   * @param version of the number, as committed
   * @param timeoutMs how long at most
   * @returns false when an engine has not confirmed in time
   */
  waitForRoute(numberId: string, version: number, timeoutMs: number): Promise<boolean>
}
