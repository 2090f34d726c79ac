/** Changes label, language, extension or assignment of a number (N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const updateNumber: Handler<typeof contract.updateNumber> = async (
  { params, body: { version, extension, ...changes } },
  { db },
) => {
  const number = await storage.findNumber(db, params.numberId)
  const site = number && (await storage.findSite(db, number.siteId))
  if (!site) return noSuch('number')
  if (extension && (extension < site.extensionFirst || extension > site.extensionLast)) {
    const range = `${site.extensionFirst} to ${site.extensionLast}`
    return new Refused('extension-out-of-range', `the extensions of the site run from ${range}`)
  }
  // Null clears the extension, undefined leaves it.
  const text = extension == null ? extension : String(extension)
  return presented(
    await storage.updateNumber(db, params.numberId, version, { ...changes, extension: text }),
    presentNumber,
  )
}
