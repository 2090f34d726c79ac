/** Saves where the messages of an ordinary number are mailed, and the language of its mailbox (M13). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { ofNumberOutOfService } from '../main-number/out-of-service.ts'
import { presentMailbox } from './present-mailbox.ts'

export const saveMailbox: Handler<typeof contract.saveMailbox> = async (
  { params, body: { version, ...changes } },
  { db },
) => {
  const mailbox = await storage.findMailboxOfNumber(db, params.numberId)
  if (!mailbox) return new Refused('not-found', 'the number has no mailbox before its first activation')
  const rests = await ofNumberOutOfService(db, mailbox)
  if (rests) return rests
  const ofMail = changes.voicemailEmails !== undefined || changes.emailAs !== undefined
  if (ofMail && (await storage.findCallSettings(db, params.numberId)))
    return new Refused(
      'wrong-state',
      'where messages of a main number are mailed is part of its call settings',
    )
  const saved = await storage.updateMailbox(db, mailbox.id, version, changes)
  if (!storage.isRefusal(saved)) return presentMailbox(db, saved)
  const current = saved.current && (await presentMailbox(db, saved.current))
  return new Refused(saved.code, saved.words, current && { current })
}
