/** Lists organizations. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentOrganization } from './present-organization.ts'

export const listOrganizations: Handler<typeof contract.listOrganizations> = async ({ query }, { db }) =>
  presentPage(await storage.listOrganizations(db, query), presentOrganization)
