/** Brings every holiday subscription up to date: once a week, so that each new year is there long before it begins (M9). */
import { isRefusal, listScheduleSources } from '@mainline/storage'
import { importHolidays as importOf } from '../calendars/import-holidays.ts'
import type { Job } from './job.ts'

export const importHolidays: Job = {
  name: 'import-holidays',
  schedule: '15 3 * * 1',
  catchUpMs: 7 * 86_400_000,
  async run(_, { database: { kysely }, log }, { signal }) {
    for (const source of await listScheduleSources(kysely, 'holidays')) {
      if (signal.aborted) throw new Error('the server is stopping')
      const count = await importOf(kysely, source, Date.now())
      if (!isRefusal(count)) log.debug({ source: source.id, ...count }, 'holidays imported')
    }
  },
}
