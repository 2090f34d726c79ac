/** The call goes on to another number by the trunk, saying who redirects it and why (C11). */
import { cardLineForService } from '../reception/card-line.ts'
import { redirectionLines } from '../redirections.ts'
import type { Performer } from './command-of.ts'
import { leadOutside } from './dial-trunk.ts'

export const forward: Performer<'forward'> = (call, { leg, number, reason, service }) => {
  const redirections = redirectionLines(call.origin.trunk && call.request, {
    from: call.state.plan.number.e164,
    to: number,
    host: call.parts.host,
    reason,
    withheld: call.origin.identity.withheld,
  })
  const extra = service ? redirections + cardLineForService(call) : redirections
  leadOutside(call, { leg, number, confirm: false, extra, display: service?.organization })
}
