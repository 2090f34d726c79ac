/** The methods of the group `schedule` with their handlers. */

import * as contract from '@mainline/contract'
import type { Database } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { changeImportedEvent } from './change-imported-event.ts'
import { closeSite } from './close-site.ts'
import { createSiteEvent } from './create-site-event.ts'
import { deleteCalendar } from './delete-calendar.ts'
import { deleteSiteEvent } from './delete-site-event.ts'
import { getSiteEvent } from './get-site-event.ts'
import { type ImportCalendarNeeds, importCalendar } from './import-calendar.ts'
import { liftOverride } from './lift-override.ts'
import { listCalendars } from './list-calendars.ts'
import { listHolidayCountries } from './list-holiday-countries.ts'
import { listHolidayStates } from './list-holiday-states.ts'
import { listHolidaySubscriptions } from './list-holiday-subscriptions.ts'
import { listOverrides } from './list-overrides.ts'
import { listSiteEvents } from './list-site-events.ts'
import { setOverride } from './set-override.ts'
import { subscribeHolidays } from './subscribe-holidays.ts'
import { unsubscribeHolidays } from './unsubscribe-holidays.ts'
import { updateHolidaySubscription } from './update-holiday-subscription.ts'
import { updateSiteEvent } from './update-site-event.ts'

export const scheduleApi = (needs: { database: Database } & ImportCalendarNeeds): Route[] => [
  on(contract.closeSite, closeSite(needs)),
  on(contract.createSiteEvent, createSiteEvent(needs)),
  on(contract.deleteSiteEvent, deleteSiteEvent),
  on(contract.getSiteEvent, getSiteEvent),
  on(contract.liftOverride, liftOverride),
  on(contract.listOverrides, listOverrides),
  on(contract.listSiteEvents, listSiteEvents),
  on(contract.setOverride, setOverride),
  on(contract.changeImportedEvent, changeImportedEvent(needs)),
  on(contract.listHolidayCountries, listHolidayCountries),
  on(contract.listHolidayStates, listHolidayStates),
  on(contract.listHolidaySubscriptions, listHolidaySubscriptions),
  on(contract.subscribeHolidays, subscribeHolidays),
  on(contract.unsubscribeHolidays, unsubscribeHolidays),
  on(contract.updateHolidaySubscription, updateHolidaySubscription),
  on(contract.deleteCalendar, deleteCalendar),
  on(contract.importCalendar, importCalendar(needs)),
  on(contract.listCalendars, listCalendars),
  on(contract.updateSiteEvent, updateSiteEvent(needs)),
]
