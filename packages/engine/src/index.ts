/** Runs live calls: obeys the decisions of `@mainline/pbx` with `@mainline/sip` and `@mainline/media`. */
export * from './engine.ts'
export type { LiveCall } from './live-call.ts'
export { mediaPort } from './party-media.ts'
export * from './ports.ts'
export * from './salvage-messages.ts'
