/** The methods of the group `schedule` with their handlers. */

import * as contract from '@mainline/contract'
import type { Database } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { closeSite } from './close-site.ts'
import { createSiteEvent } from './create-site-event.ts'
import { deleteSiteEvent } from './delete-site-event.ts'
import { getSiteEvent } from './get-site-event.ts'
import { liftOverride } from './lift-override.ts'
import { listOverrides } from './list-overrides.ts'
import { listSiteEvents } from './list-site-events.ts'
import { setOverride } from './set-override.ts'
import { updateSiteEvent } from './update-site-event.ts'

export const scheduleApi = (needs: { database: Database }): Route[] => [
  on(contract.closeSite, closeSite(needs)),
  on(contract.createSiteEvent, createSiteEvent(needs)),
  on(contract.deleteSiteEvent, deleteSiteEvent),
  on(contract.getSiteEvent, getSiteEvent),
  on(contract.liftOverride, liftOverride),
  on(contract.listOverrides, listOverrides),
  on(contract.listSiteEvents, listSiteEvents),
  on(contract.setOverride, setOverride),
  on(contract.updateSiteEvent, updateSiteEvent(needs)),
]
