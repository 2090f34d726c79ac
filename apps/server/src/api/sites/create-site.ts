/** Opens a site of an operator (M8: default hours). */
import type * as contract from '@mainline/contract'
import { defaultHours } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { isOperator } from '../organizations/is-operator.ts'
import { judgePortalExtension, judgeSite } from './judge-site.ts'
import { keptExtension, keptZone, presentSite } from './present-site.ts'

export const createSite: Handler<typeof contract.createSite> = async ({ body }, { db }) => {
  const refused = judgeSite(body)
  if (refused) return refused
  if (!(await isOperator(db, body.operatorId))) return noSuch('operator')
  const { onlyIfNew, ...fields } = body
  const businessHours = body.businessHours ?? defaultHours
  const portalExtension = keptExtension(body.portalExtension)
  const timeZone = keptZone(body.timeZone)
  const place = { timeZone, e164: body.portalNumber }
  const forHelp = portalExtension && judgePortalExtension(portalExtension, place, undefined)
  if (forHelp) return forHelp
  const open = onlyIfNew ? storage.createNewSite : storage.createSite
  return presented(await open(db, { ...fields, timeZone, businessHours, portalExtension }), presentSite)
}
