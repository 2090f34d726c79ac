/** Every command of the pure core and the function that performs it; a command without one does not compile. */
import { answerCaller } from './answer-caller.ts'
import { askConfirmation } from './ask-confirmation.ts'
import { bridge } from './bridge.ts'
import { callOut, passEarlyMedia, tellUnreached } from './call-out.ts'
import { hasOffer } from './caller-media.ts'
import type { Performer, Performers } from './command-of.ts'
import { enterPortal } from './enter-portal.ts'
import { forward } from './forward.ts'
import { byeLeg, cancelLegs, hangUpCaller, rejectCaller } from './hang-up.ts'
import { playGreeting, playNotice } from './play.ts'
import {
  enterQueue,
  join,
  joinLegs,
  leaveQueue,
  parkLeg,
  playWaiting,
  seatDeclined,
  seatFreed,
  seatTook,
} from './reception.ts'
import { discardMessage, keepMessage, recordMessage, stopRecording } from './record-message.ts'
import { ringLegs } from './ring-legs.ts'
import { startTimer, stopTimer } from './timers.ts'

const sendRinging: Performer<'sendRinging'> = (call) => {
  // RFC 3261 §13.2.1, RFC 3262 §5: the first reliable response to an INVITE without offer has to make it. That is the 2xx,
  // since nobody's codecs are known before; a caller who wants both hears of the call when it is answered.
  if (!hasOffer(call) && call.incoming.request.headers('Require').includes('100rel')) return
  call.incoming.progress({ status: 180 })
}

const finish: Performer<'finish'> = (call) => call.finish()

export const performers: Performers = {
  sendRinging,
  ringLegs,
  cancelLegs,
  byeLeg,
  askConfirmation,
  bridge,
  answerCaller,
  enterPortal,
  forward,
  callOut,
  tellUnreached,
  passEarlyMedia,
  enterQueue,
  leaveQueue,
  seatTook,
  seatDeclined,
  seatFreed,
  join,
  joinLegs,
  parkLeg,
  playWaiting,
  playGreeting,
  recordMessage,
  stopRecording,
  keepMessage,
  discardMessage,
  playNotice,
  startTimer,
  stopTimer,
  rejectCaller,
  hangUpCaller,
  finish,
}
