/** Imports an iCalendar file (RFC 5545) as events of a site; the same name again replaces what it brought (M9). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { text } from '../schemas/text.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { calendar, exampleCalendar, importCount } from './schedule-source.ts'
import { eventTime } from './site-event.ts'

/** Characters: some thousand entries as Google writes them, with descriptions and who is invited. */
const largestCalendar = 2_000_000

export const importCalendar = defineMethod({
  id: 'import-calendar',
  group: 'schedule',
  method: 'POST',
  path: `${apiPrefix}/sites/:siteId/calendars`,
  access: { roles: ['operator-admin'] },
  summary: 'Import a calendar',
  description:
    'All-day and timed entries; repeating ones are followed for 800 days, 500 dates at most; zones are converted to the time of the site, whichever it gets later. Entries that cannot be read are named, the rest is imported.',
  params: siteParams,
  // With what JSON adds to line breaks and to letters beyond ASCII.
  largestBody: 2 * largestCalendar,
  body: z.object({
    name: text(120).describe('Of the calendar, unique at the site'),
    text: z.string().min(1).max(largestCalendar).describe('Text of the .ics file'),
    dryRun: z.boolean().default(false).describe('Say what would be imported, and change nothing'),
  }),
  response: z.object({
    calendar: calendar.nullable().describe('null: a dry run of a new one'),
    imported: importCount.nullable().describe('null: a dry run'),
    events: z.array(z.object({ name: z.string(), when: eventTime, recurring: z.boolean() })),
    errors: z.array(z.object({ entry: z.string(), message: z.string() })),
    skipped: z.int().describe('Cancelled, over, or too far ahead'),
  }),
  errors: ['not-found', 'calendar-unreadable', 'server-busy'],
  example: {
    params: exampleSiteParams,
    body: {
      name: 'Building closures',
      text: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Fire drill\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    },
    response: {
      calendar: exampleCalendar,
      imported: { added: 1, changed: 0, removed: 0, unchanged: 0 },
      events: [
        {
          name: 'Fire drill',
          when: { kind: 'days', from: '2026-12-24', to: '2026-12-24' },
          recurring: false,
        },
      ],
      errors: [],
      skipped: 0,
    },
  },
})
