/** The methods of the group `messages` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { addMessageNote } from './add-message-note.ts'
import { countInbox } from './count-inbox.ts'
import { countNewMessages } from './count-new-messages.ts'
import { deleteMessageNote } from './delete-message-note.ts'
import { exportMailbox } from './export-mailbox.ts'
import { getMailbox } from './get-mailbox.ts'
import { getMessage } from './get-message.ts'
import { type AudioNeeds, getMessageAudio } from './get-message-audio.ts'
import { getMessageRetention } from './get-message-retention.ts'
import { getMessageWaveform } from './get-message-waveform.ts'
import { listInbox } from './list-inbox.ts'
import { listMessages } from './list-messages.ts'
import { markMessage } from './mark-message.ts'
import { type LinkNeeds, openMessageLink } from './open-message-link.ts'
import { retryMessageLetters } from './retry-message-letters.ts'
import { saveMailbox } from './save-mailbox.ts'
import { saveMessageRetention } from './save-message-retention.ts'

export const messagesApi = (needs: AudioNeeds & LinkNeeds): Route[] => [
  on(contract.exportMailbox, exportMailbox(needs)),
  on(contract.getMailbox, getMailbox),
  on(contract.getMessageRetention, getMessageRetention),
  on(contract.saveMailbox, saveMailbox),
  on(contract.saveMessageRetention, saveMessageRetention),
  on(contract.getMessageAudio, getMessageAudio(needs)),
  on(contract.getMessageWaveform, getMessageWaveform(needs)),
  on(contract.getMessage, getMessage),
  on(contract.listMessages, listMessages),
  on(contract.listInbox, listInbox),
  on(contract.countInbox, countInbox),
  on(contract.countNewMessages, countNewMessages),
  on(contract.markMessage, markMessage),
  on(contract.addMessageNote, addMessageNote),
  on(contract.deleteMessageNote, deleteMessageNote),
  on(contract.retryMessageLetters, retryMessageLetters),
  on(contract.openMessageLink, openMessageLink(needs)),
]
