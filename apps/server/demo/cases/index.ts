/** Every case, in the order in which they begin: what takes long begins early. */
import type { DemoCase } from '../demo-case.ts'
import { answeredInHours } from './answered-in-hours.ts'
import { callerHangsUp } from './caller-hangs-up.ts'
import { forwardedByTrunk } from './forwarded-by-trunk.ts'
import { mainNumberIsNoPhone } from './main-number-is-no-phone.ts'
import { noAnswerVoicemail } from './no-answer-voicemail.ts'
import { othersCannotAnswer } from './others-cannot-answer.ts'
import { outOfHoursVoicemail } from './out-of-hours-voicemail.ts'
import { reservedNumber } from './reserved-number.ts'
import { settingsChanged } from './settings-changed.ts'
import { siteEvent } from './site-event.ts'
import { twoAnswerAtOnce } from './two-answer-at-once.ts'

export const cases: readonly DemoCase[] = [
  answeredInHours,
  othersCannotAnswer,
  noAnswerVoicemail,
  outOfHoursVoicemail,
  siteEvent,
  forwardedByTrunk,
  callerHangsUp,
  reservedNumber,
  mainNumberIsNoPhone,
  twoAnswerAtOnce,
  settingsChanged,
]
