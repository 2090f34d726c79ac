/** Lists the people of an organization at a site, and what their phones are doing (C8). */
import type * as contract from '@mainline/contract'
import type { BusyDevices } from '@mainline/engine'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { toIsoOrNull } from '../instant.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const listReceptionPeople =
  ({ reception }: ReceptionNeeds): Handler<typeof contract.listReceptionPeople> =>
  async ({ params: { siteId, organizationId } }, { db }) => {
    if (!(await storage.findSite(db, siteId))) return noSuch('site')
    if (!(await storage.findOrganization(db, organizationId))) return noSuch('organization')
    const people = await storage.receptionPeople(db, siteId, organizationId, Date.now())
    const busy = await reception.busyDevices()
    return { items: people.map((person) => presentPerson(person, busy)) }
  }

function presentPerson(person: storage.ReceptionPersonRow, busy: BusyDevices) {
  const { deviceIds, registered, absence, absentUntil, ...plain } = person
  const since = sinceOf(person, busy)
  const rings = deviceIds.some((id) => busy.ringing.includes(id))
  const idle = registered ? ('free' as const) : ('unregistered' as const)
  return {
    ...plain,
    absence: absence === null ? null : { note: absence, until: toIsoOrNull(absentUntil) },
    talkingSince: toIsoOrNull(since),
    state: since !== undefined ? ('talking' as const) : rings ? ('ringing' as const) : idle,
  }
}

/** Since when the person talks: on the oldest of several calls. */
function sinceOf({ e164, deviceIds }: storage.ReceptionPersonRow, busy: BusyDevices): number | undefined {
  const times = [busy.calling[e164], ...deviceIds.map((id) => busy.talking[id])]
  const known = times.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
