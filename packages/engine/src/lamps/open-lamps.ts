/** Puts together what tells phones of messages and of each other: the notifier for those that subscribe, and the lamps of the others. */
import { Notifier, type UserAgent } from '@mainline/sip'
import type { Authentication } from '../authentication.ts'
import { type DialogLamps, dialogEvent, dialogWatchers } from '../dialog-lamps/dialog-lamps.ts'
import { MessageLamps, type MessageLampsOptions } from './message-lamps.ts'
import { messageSummaryPackage } from './message-summary.ts'
import { identifyWatcher, watchers } from './watchers.ts'

export interface LampsNeeds extends Omit<MessageLampsOptions, 'notifier'> {
  readonly userAgent: UserAgent
  readonly authentication: Authentication
  readonly dialogs: DialogLamps
}

/** A phone with a panel of keys watches everybody in its office. */
const MOST_OF_ONE_PHONE = 100

export function openLamps(needs: LampsNeeds): MessageLamps {
  const { lamps, authentication, userAgent, log, dialogs } = needs
  const ofMessages = watchers(authentication, lamps)
  const ofDialogs = dialogWatchers(dialogs, identifyWatcher(authentication))
  const notifier = new Notifier({
    userAgent,
    packages: [messageSummaryPackage(lamps), dialogs.package],
    authorize: (...asked) => (asked[2] === dialogEvent ? ofDialogs(...asked) : ofMessages(...asked)),
    mostOfOne: MOST_OF_ONE_PHONE,
    onError: (error) => log.error({ error }, 'a subscription was not served'),
  })
  dialogs.attach(notifier)
  return new MessageLamps({ ...needs, notifier })
}
