/** What the methods of a reception stand on. */

import type { Db } from '@mainline/storage'
import type { ReceptionPort } from '../../http/ports.ts'
import type { TurnConfig } from '../../ice-servers.ts'
import type { MailSender } from '../../mail/mail-sender.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export interface ReceptionNeeds {
  readonly reception: ReceptionPort
  readonly mail: MailSender
  /** Whose session it is: the phone in a page ends with it. */
  readonly signIn: SignInNeeds
  /** The whole database: a receptionist sees no memberships, yet letters go to people. */
  readonly system: Db
  /** STUN and TURN; nobody is told of any when left out. */
  readonly turn?: TurnConfig | undefined
}
