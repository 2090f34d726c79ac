/** N9: whether every company at a site still has bought what it uses, when its main numbers cost more. */
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import { usesOf } from '../voice-services/present-voice-service.ts'

/** Who is named in the refusal; the uses of all are listed. */
const mostNamed = 3

/** @param db of the transaction that has changed the site */
export async function judgeUnits(db: storage.Db, site: storage.Site): Promise<Refused | undefined> {
  const short = await storage.overdrawnServices(db, site.id)
  if (short.length === 0) return undefined
  const uses = []
  for (const { organizationId } of short) uses.push(...(await usesOf(db, organizationId, site.id)))
  const named = short.slice(0, mostNamed)
  const counted = named.map(({ name, used, quantity }) => `${name} ${used} of ${quantity}`).join(', ')
  const others = short.length > named.length ? ` and ${short.length - named.length} more` : ''
  const words = `with ${site.mainNumberUnits} units for a main number more would be used than was bought: ${counted}${others}`
  const companies = named.map(({ name }) => name).join(', ')
  return new Refused('service-quantity', words, {
    uses,
    values: { companies, more: short.length - named.length },
  })
}
