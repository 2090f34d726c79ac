/** Lists changes, newest first (N11). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { namesInAudit } from './names-in-audit.ts'
import { auditFilter, presentAudit } from './present-audit.ts'

export const listAudit: Handler<typeof contract.listAudit> = async (
  { query: { limit, after, ...filter } },
  { db },
) => {
  const asked = auditFilter(filter)
  if (asked instanceof Refused) return asked
  const page = await storage.listAudit(db, { ...asked, limit, after })
  return { ...presentPage(page, presentAudit), names: await namesInAudit(db, page.items) }
}
