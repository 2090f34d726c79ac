/** Sets how the reception of a site works (C7, N12). */
import type * as contract from '@mainline/contract'
import { type Overflow, type ReceptionRules, refuse, validateReception } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch, presented, Refused, refusedFor } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentReception } from './present-reception.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const saveReception =
  ({ system }: Pick<ReceptionNeeds, 'system'>): Handler<typeof contract.saveReception> =>
  async ({ params: { siteId }, body: { version, overflow, priority, ...fields } }, { db }) => {
    const complete = overflow && (await named(db, overflow))
    if (complete instanceof Refused) return complete
    const rules: ReceptionRules = {
      ...fields,
      overflow: complete,
      priority: priority.organizationIds,
    }
    const refused = refusedFor(validateReception(rules, siteId)) ?? (await leadsBack(system, complete))
    if (refused) return refused
    return presented(await storage.saveReception(db, siteId, version, rules), presentReception)
  }

/** M6: a main number may lead to this very reception. Whose it is is not told. */
async function leadsBack(system: storage.Db, overflow: Overflow | null): Promise<Refused | undefined> {
  if (overflow?.to !== 'outside') return undefined
  const { address } = overflow
  const ours = await storage.findNumberByE164(system, address)
  return ours?.kind === 'main' ? refusedFor([refuse('reception-overflow-inside', { address })]) : undefined
}

/** Callers and records are told the name of the other site; that it is the same operator's, row-level security sees to. */
async function named(
  db: storage.Db,
  overflow: { to: 'site'; siteId: string } | { to: 'outside'; address: string },
): Promise<Overflow | Refused> {
  if (overflow.to === 'outside') return overflow
  const site = await storage.findSite(db, overflow.siteId)
  return site ? { ...overflow, siteName: site.name } : noSuch('site')
}
