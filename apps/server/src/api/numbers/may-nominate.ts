/** N2: who may nominate is a setting of the site: the provider alone, or its operator too. */
import type { Principal } from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { Refused } from '../../errors.ts'

/** @returns why this principal may not; undefined when it may, or when there is no such number to judge by */
export async function mayNominate(
  db: Db,
  { role }: Principal,
  numberId: string,
): Promise<Refused | undefined> {
  if (role === 'provider-admin') return
  const site = await db
    .selectFrom('numbers as n')
    .innerJoin('sites as s', 's.id', 'n.siteId')
    .select('s.nomination')
    .where('n.id', '=', numberId)
    .executeTakeFirst()
  if (site?.nomination === 'provider')
    return new Refused('forbidden', 'at this site main numbers are nominated by the provider')
  return
}
