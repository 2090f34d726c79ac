/** Changes label, language, extension or assignment of a number (N12). */
import type * as contract from '@mainline/contract'
import { callingCodeAt, refuseExtension } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch, orRefused, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const updateNumber: Handler<typeof contract.updateNumber> = async (
  { params, body: { version, extension, ...changes } },
  { db, principal },
) => {
  const number = await storage.findNumber(db, params.numberId)
  const site = number && (await storage.findSite(db, number.siteId))
  if (!site) return noSuch('number')
  if (extension !== undefined && principal.role === 'occupier-admin')
    return new Refused('forbidden', 'extensions are given by the operator')
  if (
    changes.special !== undefined &&
    changes.special !== number.special &&
    principal.role === 'occupier-admin'
  )
    return new Refused('forbidden', 'whether a number was chosen for its digits is said by the operator')
  const refused = judgeExtension(site, number, extension) ?? (await judgeUser(db, number, changes.assignedTo))
  if (refused) return refused
  // Null clears the extension, undefined leaves it.
  const text = extension == null ? extension : String(extension)
  return presented(
    await storage.updateNumber(db, params.numberId, version, { ...changes, extension: text }),
    presentNumber,
  )
}

function judgeExtension(
  site: storage.Site,
  number: storage.PhoneNumber,
  extension: number | null | undefined,
): Refused | undefined {
  const { extensionFirst: first, extensionLast: last } = site
  if (extension == null || String(extension) === number.extension) return
  if (extension < first || extension > last)
    return new Refused('extension-out-of-range', `the extensions of the site run from ${first} to ${last}`)
  const { linePrefix } = storage.callsOutOf(site)
  const country = callingCodeAt(site.timeZone, number.e164)
  return orRefused(refuseExtension(`${extension}`, country, linePrefix ?? undefined))
}

/** N4: a number is assigned to somebody of the organization that has it. */
async function judgeUser(
  db: storage.Db,
  { kind, organizationId, operatorId }: storage.PhoneNumber,
  userId: string | null | undefined,
): Promise<Refused | undefined> {
  if (userId == null) return
  // M1: it serves the business; it could not be deactivated for as long.
  if (kind === 'main') return new Refused('main-person', 'a main number is assigned to nobody')
  const member = await db
    .selectFrom('memberships')
    .select('id')
    .where('userId', '=', userId)
    .where('operatorId', '=', operatorId)
    .where('retiredAt', 'is', null)
    .where(
      'organizationId',
      organizationId === operatorId ? 'is' : '=',
      organizationId === operatorId ? null : organizationId,
    )
    .executeTakeFirst()
  if (member) return
  return new Refused('user-elsewhere', 'the user does not belong to the organization of the number')
}
