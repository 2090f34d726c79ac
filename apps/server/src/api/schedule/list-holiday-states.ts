/** The parts of a country that have holidays of their own. */
import type * as contract from '@mainline/contract'
import { holidayStates, isHolidayPlace } from '../../calendars/holiday-source.ts'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const listHolidayStates: Handler<typeof contract.listHolidayStates> = async ({
  params: { country },
  query,
}) =>
  (await isHolidayPlace({ country }))
    ? { items: await holidayStates(country, query.language) }
    : noSuch('country')
