/**
 * What the engine needs of the world and does not do itself, its media apart (`media-port.ts`). Storage and the server fit
 * these interfaces; tests fit them with maps.
 */
export type * from './ports/call-records.ts'
export type * from './ports/devices.ts'
export type * from './ports/lamps.ts'
export * from './ports/log.ts'
export type * from './ports/outside.ts'
export type * from './ports/plans.ts'
export type * from './ports/reception.ts'
export type * from './ports/trunks.ts'
export type * from './ports/voicemail.ts'
