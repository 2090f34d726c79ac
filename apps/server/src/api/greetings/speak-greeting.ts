/** Makes a greeting of typed text. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { Speech } from '../../speech/speech.ts'
import { judgeOccasion, type NewGreetingNeeds, newGreeting, noMailbox } from './new-greeting.ts'

export interface SpeechNeeds extends NewGreetingNeeds {
  readonly speech: Speech
}

export const speakGreeting =
  (needs: SpeechNeeds): Handler<typeof contract.speakGreeting> =>
  async ({ params, body: { words, ...occasion } }, facts) => {
    const mailbox = await storage.findMailboxOfNumber(facts.db, params.numberId)
    if (!mailbox) return noMailbox()
    // What is refused anyway is not spoken first.
    const judged = await judgeOccasion(facts.db, mailbox, occasion)
    if (Refused.is(judged)) return judged
    const language = occasion.language ?? (await languageOf(facts.db, mailbox))
    const file = await needs.speech.speak(words, language)
    if ('fault' in file) return new Refused(file.fault, file.words)
    return newGreeting(needs, mailbox, occasion, { file, words }, facts)
  }

async function languageOf(db: storage.Db, { numberId, siteId, language }: storage.Mailbox): Promise<string> {
  const number = await storage.findNumber(db, numberId)
  return number?.language ?? language ?? (await storage.findSite(db, siteId))?.language ?? 'en'
}
