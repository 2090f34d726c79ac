/** Reads how long an organization keeps its voicemail. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const getMessageRetention: Handler<typeof contract.getMessageRetention> = async (
  { params: { organizationId } },
  { db },
) =>
  (await storage.findOrganization(db, organizationId))
    ? storage.findMessageRetention(db, organizationId)
    : noSuch('organization')
