/** Reads the report of an organization at a site. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { answerReport } from './answer-report.ts'

export const getOrganizationReport =
  ({ system }: { system: storage.Db }): Handler<typeof contract.getOrganizationReport> =>
  async ({ params, query }, facts) => {
    const site = await storage.findSite(facts.db, params.siteId)
    if (!site) return noSuch('site')
    const organization = await storage.findOrganization(facts.db, params.organizationId)
    if (!organization) return noSuch('organization')
    return answerReport(system, facts, { site, organizationId: organization.id, numberId: null }, query)
  }
