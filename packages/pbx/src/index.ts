/** What a main number is, and what becomes of a call to it: pure decisions, no clock, no I/O. */
export * from './call/advance.ts'
export type * from './call/call.ts'
export { newCall } from './call/call.ts'
export type * from './call/call-command.ts'
export type * from './call/call-event.ts'
export type * from './call/call-plan.ts'
export { mostRedirects } from './call/call-plan.ts'
export * from './call/call-record.ts'
export * from './call/desk-order.ts'
export { lostWithMessage } from './call/message-left.ts'
export type * from './call/path.ts'
export {
  type Arrival,
  planCall,
  planOutgoing,
  portalNumber,
  rulingFor,
  timetableOf,
  unknownNumber,
} from './call/plan-call.ts'
export * from './call/simulate-call.ts'
export { longestCallOutSeconds } from './call/steps/outside.ts'
export { asTalking, mayLeave } from './call/talking.ts'
export * from './call/termination.ts'
export * from './call-settings.ts'
export * from './calling-code.ts'
export * from './dated-change.ts'
export * from './day-greeting.ts'
export * from './e164.ts'
export * from './emergency-numbers.ts'
export { mainEmergencyNumber, sentForHelp } from './emergency-sent.ts'
export * from './errors.ts'
export * from './forward-loop.ts'
export * from './hours-in-words.ts'
export * from './hunt-group.ts'
export * from './no-dead-end.ts'
export * from './number.ts'
export {
  defaultHours,
  isOpen,
  nextChange,
  type OpeningHours,
  validateHours,
  type Weekday,
  type WeeklyInterval,
} from './opening-hours.ts'
export * from './outgoing-call.ts'
export * from './outgoing-class.ts'
export { freeHours, overlapsOf } from './overlapping-hours.ts'
export * from './pin.ts'
export * from './portal/advance-portal.ts'
export * from './portal/advance-portal.ts'
export * from './portal/portal.ts'
export * from './portal/portal.ts'
export type * from './portal/portal-command.ts'
export type * from './portal/portal-command.ts'
export type * from './portal/portal-event.ts'
export type * from './portal/portal-event.ts'
export * from './portal/secret-digits.ts'
export * from './portal/secret-digits.ts'
export * from './preview.ts'
export * from './preview-in-words.ts'
export * from './reception/desk.ts'
export * from './reception/reception-rules.ts'
export * from './reception/seat.ts'
export * from './reception-card.ts'
export * from './ring-readiness.ts'
export * from './settings-difference.ts'
export {
  type DayInterval,
  type EmergencyClosure,
  type EventScope,
  type LocalSpan,
  localMs,
  type ManualOverride,
  type Rule,
  type Ruling,
  type ScheduleEvent,
  type SiteSchedule,
  validateEvent,
  validateOverride,
  type WholeDays,
} from './site-schedule.ts'
export * from './speech/dates.ts'
export * from './speech/dates.ts'
export * from './speech/numbers.ts'
export * from './speech/numbers.ts'
export * from './speech/utterance.ts'
export * from './speech/utterance.ts'
export * from './timetable.ts'
export * from './voice-service.ts'
export * from './voicemail-box.ts'
export * from './zone-calling-code.ts'
export { instantInWords, instantOf, offsetWindow, validateZone, zoneNamed } from './zone-clock.ts'
