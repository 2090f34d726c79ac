/** Puts together what tells phones of messages: the notifier for those that subscribe, and the lamps of the others. */
import { Notifier, type UserAgent } from '@mainline/sip'
import type { Authentication } from '../authentication.ts'
import { MessageLamps, type MessageLampsOptions } from './message-lamps.ts'
import { messageSummaryPackage } from './message-summary.ts'
import { watchers } from './watchers.ts'

export interface LampsNeeds extends Omit<MessageLampsOptions, 'notifier'> {
  readonly userAgent: UserAgent
  readonly authentication: Authentication
}

export function openLamps(needs: LampsNeeds): MessageLamps {
  const { lamps, authentication, userAgent, log } = needs
  const notifier = new Notifier({
    userAgent,
    packages: [messageSummaryPackage(lamps)],
    authorize: watchers(authentication, lamps),
    onError: (error) => log.error({ error }, 'a subscription was not served'),
  })
  return new MessageLamps({ ...needs, notifier })
}
