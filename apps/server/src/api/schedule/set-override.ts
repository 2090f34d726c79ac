/** Opens or closes a site, or one main number, by hand until a time (M9). */
import type * as contract from '@mainline/contract'
import { validateOverride } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch, orRefused, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { fromIso } from '../instant.ts'
import { presentOverride } from './present-override.ts'

/** An override shorter than this would be over before anybody has noticed it, ms. */
const shortest = 1000

export const setOverride: Handler<typeof contract.setOverride> = async (
  { params: { siteId }, body },
  { db, principal },
) => {
  const until = fromIso(body.until)
  const by = principal.name
  const since = Date.now()
  const refusal = validateOverride({ ...body, by, reason: undefined, since, until }, since + shortest)
  if (refusal) return orRefused(refusal)
  if (body.numberId !== null) {
    const number = await storage.findNumber(db, body.numberId)
    if (number?.siteId !== siteId) return noSuch('number at this site')
    if (number.kind !== 'main')
      return new Refused(
        'override-number',
        `${number.e164} is an ordinary number, which has no opening hours`,
      )
  }
  return presented(await storage.setSiteOverride(db, { ...body, siteId, until, by }), presentOverride)
}
