/** The methods of the group `reception` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { acknowledgeReceptionMessage } from './acknowledge-reception-message.ts'
import { beatSeat } from './beat-seat.ts'
import { changeSeat } from './change-seat.ts'
import { closeSeat } from './close-seat.ts'
import { getDeskKeys, saveDeskKeys } from './desk-keys.ts'
import { getDesk } from './get-desk.ts'
import { getReception } from './get-reception.ts'
import { getReceptionFigures } from './get-reception-figures.ts'
import { listReceptionMessages } from './list-reception-messages.ts'
import { listReceptionPeople } from './list-reception-people.ts'
import { listSeatDevices } from './list-seat-devices.ts'
import { listenIn } from './listen-in.ts'
import { listMessageRecipients } from './message-recipients.ts'
import { openSeat } from './open-seat.ts'
import { openSeatPhone } from './open-seat-phone.ts'
import { orderSeatCall } from './order-seat-call.ts'
import type { ReceptionNeeds } from './reception-needs.ts'
import { addReceptionNote, listReceptionNotes, removeReceptionNote } from './reception-notes.ts'
import { saveReception } from './save-reception.ts'
import { takeReceptionMessage } from './take-reception-message.ts'
import { takeWaitingCall } from './take-waiting-call.ts'

export const receptionApi = (needs: ReceptionNeeds): Route[] => [
  on(contract.getReception, getReception),
  on(contract.saveReception, saveReception(needs)),
  on(contract.getDesk, getDesk(needs)),
  on(contract.openSeat, openSeat(needs)),
  on(contract.openSeatPhone, openSeatPhone(needs)),
  on(contract.changeSeat, changeSeat(needs)),
  on(contract.beatSeat, beatSeat(needs)),
  on(contract.closeSeat, closeSeat(needs)),
  on(contract.listSeatDevices, listSeatDevices),
  on(contract.listenIn, listenIn(needs)),
  on(contract.takeWaitingCall, takeWaitingCall(needs)),
  on(contract.orderSeatCall, orderSeatCall(needs)),
  on(contract.listReceptionPeople, listReceptionPeople(needs)),
  on(contract.takeReceptionMessage, takeReceptionMessage(needs)),
  on(contract.listMessageRecipients, listMessageRecipients(needs)),
  on(contract.listReceptionMessages, listReceptionMessages),
  on(contract.acknowledgeReceptionMessage, acknowledgeReceptionMessage),
  on(contract.listReceptionNotes, listReceptionNotes),
  on(contract.addReceptionNote, addReceptionNote),
  on(contract.removeReceptionNote, removeReceptionNote),
  on(contract.getReceptionFigures, getReceptionFigures(needs)),
  on(contract.getDeskKeys, getDeskKeys),
  on(contract.saveDeskKeys, saveDeskKeys),
]
