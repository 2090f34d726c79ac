/** What the methods of a reception stand on. */

import type { Db } from '@mainline/storage'
import type { ReceptionPort } from '../../http/ports.ts'
import type { MailSender } from '../../mail/mail-sender.ts'

export interface ReceptionNeeds {
  readonly reception: ReceptionPort
  readonly mail: MailSender
  /** The whole database: a receptionist sees no memberships, yet letters go to people. */
  readonly system: Db
}
