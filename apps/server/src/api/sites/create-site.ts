/** Opens a site of an operator (M8: default hours). */
import type * as contract from '@mainline/contract'
import { defaultHours } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { isOperator } from '../organizations/is-operator.ts'
import { judgeSite } from './judge-site.ts'
import { keptExtension, presentSite } from './present-site.ts'

export const createSite: Handler<typeof contract.createSite> = async ({ body }, { db }) => {
  const refused = judgeSite(body)
  if (refused) return refused
  if (!(await isOperator(db, body.operatorId))) return noSuch('operator')
  const businessHours = body.businessHours ?? defaultHours
  const portalExtension = keptExtension(body.portalExtension)
  return presentSite(await storage.createSite(db, { ...body, businessHours, portalExtension }))
}
