/** Runs live calls: obeys the decisions of `@mainline/pbx` with `@mainline/sip` and `@mainline/media`. */
export type { AnnouncedChanges } from './announced-changes.ts'
export type { EdgeAddress } from './edge-proxies.ts'
export * from './engine.ts'
export * from './engine-options.ts'
export { ThreadedLines } from './journal/threaded-lines.ts'
export type { LiveCall } from './live-call.ts'
export * from './media-port.ts'
export { type Ladder, type LadderMessage, readLadder } from './message-ladder.ts'
export { mediaPort } from './party-media.ts'
export * from './ports.ts'
export type { DeskCallView, DeskView, SeatView } from './reception/desk-view.ts'
export { listenInPrefix } from './reception/listen-ins.ts'
export type {
  BusyDevices,
  ListenInAnswer,
  OrderAnswer,
  PersonWanted,
  SeatOrder,
  TakeAnswer,
} from './reception/receptions.ts'
export type { SeatRecord } from './reception/seat-device.ts'
export * from './salvage-messages.ts'
export type { ClaimedKeptCalls, KeptCall, KeptCallStore } from './takeover/kept-call.ts'
