/** Runs live calls: obeys the decisions of `@mainline/pbx` with `@mainline/sip` and `@mainline/media`. */
export * from './engine.ts'
export type { LiveCall } from './live-call.ts'
export { mediaPort } from './party-media.ts'
export * from './ports.ts'
export type { DeskCallView, DeskView, SeatView } from './reception/desk-view.ts'
export type { BusyDevices, OrderAnswer, PersonWanted, SeatOrder, TakeAnswer } from './reception/receptions.ts'
export type { SeatRecord } from './reception/seat-device.ts'
export * from './salvage-messages.ts'
