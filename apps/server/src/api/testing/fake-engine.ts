/** An engine that says what a test wants. */
import { getEngineStatus } from '@mainline/contract'
import type {
  EngineStatus,
  EngineStatusReport,
  LiveCall,
  Obedience,
  RouteAcknowledgement,
} from '../../http/ports.ts'

export class FakeEngine implements EngineStatus, RouteAcknowledgement {
  /** What waiting for a route comes to. */
  confirms: boolean | Error = true
  calls: LiveCall[] = []
  reason: string | undefined
  /** Engines that are dead. */
  silent: string[] = []
  /** How long was waited at most, each time. */
  readonly waits: number[] = []

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

  async obeyed(timeoutMs: number): Promise<Obedience> {
    this.waits.push(timeoutMs)
    if (this.confirms instanceof Error) throw this.confirms
    return { obeyed: this.confirms, late: this.confirms ? [] : ['late-engine'], silent: this.silent }
  }
}
