/** The countries whose holidays can be subscribed. */
import type * as contract from '@mainline/contract'
import { holidayCountries } from '../../calendars/holiday-source.ts'
import type { Handler } from '../../http/handler.ts'

export const listHolidayCountries: Handler<typeof contract.listHolidayCountries> = async ({ query }) => ({
  items: await holidayCountries(query.language),
})
