/** What the API asks of the call engines. The composition of the process fits these to the engine it runs. */
import type { EngineStatusReport, LiveCall } from '@mainline/contract'

import type {
  BusyDevices,
  DeskView,
  ListenInAnswer,
  OrderAnswer,
  SeatOrder,
  SeatRecord,
  TakeAnswer,
} from '@mainline/engine'

export type { EngineStatusReport, LiveCall }

/** The receptions of the engine (C7, C8). Instants are epoch ms. */
export interface ReceptionPort {
  openSeat(record: SeatRecord): Promise<void>
  /** @param canRing as its page knows @returns false when the seat has to open again */
  beat(seatId: string, canRing: boolean): Promise<boolean>
  closeSeat(seatId: string): Promise<void>
  endWrapUp(seatId: string): Promise<void>
  take(liveCallId: string, seatId: string): Promise<TakeAnswer>
  order(liveCallId: string, seatId: string, order: SeatOrder): Promise<OrderAnswer>
  /** @param listener as the seat reads it */
  listenIn(siteId: string, liveCallId: string, listener: string): Promise<ListenInAnswer>
  view(siteId: string): Promise<DeskView>
  /** How many seats attend to the reception of a site. */
  attending(siteId: string): Promise<number>
  busyDevices(): Promise<BusyDevices>
}

/** The engine as the API sees it. */
export interface EngineStatus {
  /** Everything held now; every gauge is back at its rest when nothing is going on. */
  counters(): Promise<EngineStatusReport>
  readonly reception: ReceptionPort
  /** Calls going on, oldest first. Instants are ISO 8601. */
  liveCalls(): Promise<readonly LiveCall[]>
  /** Why it takes no calls yet or any more; undefined when it does. */
  notReady(): string | undefined
}

/** What came of waiting for the engines. */
export interface Obedience {
  /** Every engine that lives, and one at least, routes by all that was committed before. */
  readonly obeyed: boolean
  /** Names of engines that live and did not say so in time. */
  readonly late: readonly string[]
  /** Names of engines that died of late: nobody waits for them. */
  readonly silent: readonly string[]
}

/** N5: tells when what was committed holds for calls. */
export interface RouteAcknowledgement {
  /** Waits until every live engine obeys all that is committed by now. @param timeoutMs how long at most */
  obeyed(timeoutMs: number): Promise<Obedience>
}
