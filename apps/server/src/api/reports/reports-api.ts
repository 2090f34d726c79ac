/** The methods of the group `reports` with their handlers. */
import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { getNumberReport } from './get-number-report.ts'
import { getOrganizationReport } from './get-organization-report.ts'
import { getSiteReport } from './get-site-report.ts'

/** @param needs.system the whole database */
export const reportsApi = (needs: { system: Db }): Route[] => [
  on(contract.getNumberReport, getNumberReport(needs)),
  on(contract.getOrganizationReport, getOrganizationReport(needs)),
  on(contract.getSiteReport, getSiteReport(needs)),
]
