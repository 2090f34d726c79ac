/** Whether a seat may be rung at a number when its own phone is not answered: outside only as its site lets calls go there. */
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'

/** @param system the whole database: numbers of others are looked for, and nothing of them is told */
export async function judgeFallback(
  system: storage.Db,
  site: storage.Site,
  fallback: string | null | undefined,
): Promise<Refused | undefined> {
  if (!fallback || storage.receptionOf(site).outsideTransfer !== 'nobody') return undefined
  const ours = await storage.findNumberByE164(system, fallback)
  return ours
    ? undefined
    : new Refused('outside-not-allowed', 'this reception passes no calls on to numbers outside')
}
