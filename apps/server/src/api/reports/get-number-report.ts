/** Reads the report of a number. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { answerReport } from './answer-report.ts'

export const getNumberReport =
  ({ system }: { system: storage.Db }): Handler<typeof contract.getNumberReport> =>
  async ({ params, query }, facts) => {
    const number = await storage.findNumber(facts.db, params.numberId)
    const site = number && (await storage.findSite(facts.db, number.siteId))
    if (!site) return noSuch('number')
    const subject = { site, organizationId: number.organizationId, numberId: number.id }
    return answerReport(system, facts, subject, query)
  }
