/** Ends an override or an emergency closure. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentOverride } from './present-override.ts'

export const liftOverride: Handler<typeof contract.liftOverride> = async ({ params }, { db }) =>
  presented(await storage.liftSiteOverride(db, params.overrideId), presentOverride)
