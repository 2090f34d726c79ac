/** The voice portal takes the caller (C10); `portalEnded` follows. */
import { VisitedPortal } from '../portal/visited-portal.ts'
import type { Performer } from './command-of.ts'

export const enterPortal: Performer<'enterPortal'> = (call, { mailbox }) => {
  const { callerMedia, origin } = call
  if (!callerMedia) return
  const { language, zone } = call.state.plan.number
  // Who leaves a greeting hears that mailbox and no other; a phone of ours has one of its own.
  const known = mailbox?.id ?? origin.ownMailbox
  call.portal = new VisitedPortal(call, callerMedia, {
    language,
    zone,
    mailbox: known === undefined ? undefined : { id: known },
    mayChoose: mailbox === undefined,
  })
}
