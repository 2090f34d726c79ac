/** Lets somebody who supervises a reception listen to the seat that has a call, and writes it down first (N11). */
import type * as contract from '@mainline/contract'
import { listenInPrefix } from '@mainline/engine'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { needsPerson } from '../sign-in/person.ts'
import { presentPhone } from './present-phone.ts'
import type { ReceptionNeeds } from './reception-needs.ts'
import { openPhoneOfPage } from './seat-phone.ts'

export const listenIn =
  ({ reception, signIn, system, turn }: ReceptionNeeds): Handler<typeof contract.listenIn> =>
  async ({ params: { siteId }, body: { liveCallId } }, facts) => {
    const { db, principal } = facts
    const site = await storage.findSite(db, siteId)
    if (!site) return noSuch('site')
    if (principal.userId === null) return needsPerson()
    if (!storage.receptionOf(site).listenIn)
      return new Refused('listen-in-off', 'this reception allows nobody to listen in')
    const phone = await openPhoneOfPage(signIn, site, facts, { listens: true })
    if (phone instanceof Refused) return phone
    const allowed = await reception.listenIn(siteId, liveCallId, principal.name)
    if (allowed === 'gone') return new Refused('call-gone', 'no seat has the call any more')
    if (allowed === 'listened') return new Refused('listened-to', 'somebody listens to the call already')
    const { ticket, numberId, ...call } = allowed
    // A call goes on when its number is taken out of the stock meanwhile (N3).
    const number = numberId === null ? undefined : await storage.findNumber(system, numberId)
    await storage.noteListenIn(db, {
      ...call,
      numberId: number?.id ?? null,
      operatorId: site.operatorId,
      siteId,
      callId: liveCallId,
      listener: principal.name,
      at: Date.now(),
    })
    return { phone: presentPhone(phone, turn), dial: `${listenInPrefix}${ticket}` }
  }
