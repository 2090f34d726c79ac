/** An engine that says what a test wants. */
import { getEngineStatus } from '@mainline/contract'
import type { EngineStatus, EngineStatusReport, LiveCall, RouteAcknowledgement } from '../../http/ports.ts'

export class FakeEngine implements EngineStatus, RouteAcknowledgement {
  /** What waiting for a route comes to. */
  confirms: boolean | Error = true
  calls: LiveCall[] = []
  reason: string | undefined
  /** What was waited for. */
  readonly waits: { numberId: string; version: number; timeoutMs: number }[] = []

  async counters(): Promise<EngineStatusReport> {
    const example = getEngineStatus.example.response
    if (!example) throw new Error('the method has no example')
    return { ...example, ready: this.reason === undefined, liveCalls: this.calls.length }
  }

  async liveCalls(): Promise<readonly LiveCall[]> {
    return this.calls
  }

  notReady(): string | undefined {
    return this.reason
  }

  async waitForRoute(numberId: string, version: number, timeoutMs: number): Promise<boolean> {
    this.waits.push({ numberId, version, timeoutMs })
    if (this.confirms instanceof Error) throw this.confirms
    return this.confirms
  }
}
