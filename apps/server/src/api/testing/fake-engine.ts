/** An engine that says what a test wants. */
import { getEngineStatus } from '@mainline/contract'
import type {
  EngineStatus,
  EngineStatusReport,
  LiveCall,
  Obedience,
  ReceptionPort,
  RouteAcknowledgement,
} from '../../http/ports.ts'

export class FakeEngine implements EngineStatus, RouteAcknowledgement {
  /** What waiting for a route comes to. */
  confirms: boolean | Error = true
  calls: LiveCall[] = []
  reason: string | undefined
  /** Engines that are dead. */
  silent: string[] = []
  /** What the desk shows, and what takes and orders come to. */
  desk: Awaited<ReturnType<ReceptionPort['view']>> = { seats: [], calls: [] }
  attending = 0
  taken: Awaited<ReturnType<ReceptionPort['take']>> = { by: 'you' }
  ordered: Awaited<ReturnType<ReceptionPort['order']>> = 'done'
  listened: Awaited<ReturnType<ReceptionPort['listenIn']>> = 'gone'
  busy: Awaited<ReturnType<ReceptionPort['busyDevices']>> = { ringing: [], talking: {}, calling: {} }
  /** Everything that the receptions were asked, in order. */
  readonly asked: unknown[] = []
  readonly #seats = new Set<string>()
  readonly reception: ReceptionPort = {
    openSeat: async (record) => {
      this.asked.push(['openSeat', record])
      this.#seats.add(record.id)
    },
    beat: async (...args) => {
      this.asked.push(['beat', ...args])
      return this.#seats.has(args[0])
    },
    closeSeat: async (seatId) => {
      this.#seats.delete(seatId)
    },
    endWrapUp: async () => undefined,
    take: async () => this.taken,
    order: async (...args) => {
      this.asked.push(['order', ...args])
      return this.ordered
    },
    listenIn: async (...args) => {
      this.asked.push(['listenIn', ...args])
      return this.listened
    },
    view: async () => this.desk,
    attending: async () => this.attending,
    busyDevices: async () => this.busy,
  }
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
