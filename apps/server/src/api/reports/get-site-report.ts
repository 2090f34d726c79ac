/** Reads the report of a site. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { answerReport } from './answer-report.ts'

export const getSiteReport =
  ({ system }: { system: storage.Db }): Handler<typeof contract.getSiteReport> =>
  async ({ params, query }, facts) => {
    const site = await storage.findSite(facts.db, params.siteId)
    if (!site) return noSuch('site')
    return answerReport(system, facts, { site, organizationId: null, numberId: null }, query)
  }
