/** What became of the calls of a site, an organization or a number, by day (in the zone of the site). */
import { z } from 'zod'
import { callResult } from '../calls/call.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'

const count = z.int()

const counts = {
  calls: count.describe('All that arrived'),
  answered: count.describe('By a person: member, reception or forwarding number'),
  abandoned: count,
  voicemail: count.describe('Messages left'),
  outOfHours: count.describe('Handled out of hours'),
  misdials: count.describe('To a number that does not receive'),
  medianAnswerSeconds: z
    .number()
    .nullable()
    .describe('From arrival to a person’s answer, to half a second; null: nobody answered'),
  p90AnswerSeconds: z.number().nullable(),
}

const tally = z.array(z.object({ name: z.string(), calls: count }))

export const callReport = z
  .object({
    siteId: id,
    organizationId: id.nullable(),
    numberId: id.nullable(),
    from: z.iso.date(),
    to: z.iso.date().describe('Included'),
    timeZone: z.string().describe('Of the days'),
    total: z.object({
      ...counts,
      results: z.array(z.object({ result: callResult, calls: count })),
      answeredBy: tally.describe('Who answered, most calls first'),
      abandonedIn: tally.describe('The step in which callers left'),
    }),
    days: z.array(z.object({ day: z.iso.date(), ...counts })).describe('Days with calls'),
  })
  .meta({ id: 'CallReport' })

const firstDay = '2026-11-01'
const lastDay = '2026-11-30'
const exampleCounts = {
  calls: 12,
  answered: 9,
  abandoned: 1,
  voicemail: 2,
  outOfHours: 2,
  misdials: 0,
  medianAnswerSeconds: 4.5,
  p90AnswerSeconds: 11,
}

export const exampleReport: z.output<typeof callReport> = {
  siteId: exampleIds.site,
  organizationId: null,
  numberId: null,
  from: firstDay,
  to: lastDay,
  timeZone: 'Europe/London',
  total: {
    ...exampleCounts,
    results: [
      { result: 'answered-by-member', calls: 9 },
      { result: 'voicemail-left', calls: 2 },
      { result: 'abandoned', calls: 1 },
    ],
    answeredBy: [{ name: 'Maya Alder', calls: 9 }],
    abandonedIn: [{ name: 'hunt-group', calls: 1 }],
  },
  days: [{ day: '2026-11-24', ...exampleCounts }],
}

/** Of the year of every answer, so that a day can always be written. */
const day = z.iso
  .date()
  .refine((text) => text >= '1970-01-01' && text < '3000-01-01', 'must lie from 1970 to 2999')

/** Which days, and how they are written. */
export const reportQuery = {
  from: day.describe('First day, in the zone of the site'),
  to: day.describe('Last day, included; a year (366 days) at most'),
  format: z.enum(['json', 'csv']).default('json').describe('csv: the days as a table (RFC 4180)'),
}
export const exampleReportQuery = { from: firstDay, to: lastDay }
