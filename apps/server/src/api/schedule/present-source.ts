/** Sources of events as the contract shows them (M9). */
import type { listCalendars, listHolidaySubscriptions, MethodOutput } from '@mainline/contract'
import type { ScheduleSource } from '@mainline/storage'
import { holidayTypes } from '../../calendars/holiday-source.ts'
import { toIsoOrNull } from '../instant.ts'

type Subscription = MethodOutput<typeof listHolidaySubscriptions>['items'][number]
type Calendar = MethodOutput<typeof listCalendars>['items'][number]

export const presentSubscription = (row: ScheduleSource): Subscription => ({
  id: row.id,
  siteId: row.siteId,
  country: row.country ?? '',
  state: row.state,
  region: row.region,
  types: holidayTypes.filter((type) => row.types?.includes(type)),
  version: row.version,
  importedAt: toIsoOrNull(row.importedAt),
})

export const presentCalendar = ({ id, siteId, name, version, importedAt }: ScheduleSource): Calendar => ({
  id,
  siteId,
  name,
  version,
  importedAt: toIsoOrNull(importedAt),
})
