/** One report, as JSON or as a table of its days. */
import type { getSiteReport, MethodInput, MethodOutput } from '@mainline/contract'
import * as storage from '@mainline/storage'
import { stringify } from 'csv-stringify/sync'
import { Refused } from '../../errors.ts'
import { Content, type RequestFacts } from '../../http/handler.ts'
import { addUp } from './build-report.ts'

type Report = MethodOutput<typeof getSiteReport>
type Query = MethodInput<typeof getSiteReport>['query']

export interface ReportSubject {
  readonly site: storage.Site
  readonly organizationId: string | null
  readonly numberId: string | null
}

const DAY_MS = 86_400_000
const MOST_DAYS = 366

/** @param system counts days that are due first, for whichever tenant they are */
export async function answerReport(
  system: storage.Db,
  { db, header }: RequestFacts,
  { site, organizationId, numberId }: ReportSubject,
  { from, to, format }: Query,
): Promise<Report | Refused | Content> {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  if (days < 1 || days > MOST_DAYS)
    return new Refused(
      'report-range',
      days < 1 ? 'the report ends before it begins' : `these are ${days} days`,
    )
  await storage.refreshCallDays(system, site.id)
  const scopeId = numberId ?? organizationId ?? site.id
  const rows = await storage.readCallDays(db, { siteId: site.id, scopeId, from, to })
  const report = {
    siteId: site.id,
    organizationId,
    numberId,
    from,
    to,
    timeZone: site.timeZone,
    ...addUp(rows),
  }
  const wantsTable = format === 'csv' || /^text\/csv\b/.test(header('accept') ?? '')
  return wantsTable ? tableOf(report) : report
}

function tableOf({ days, from, to }: Report): Content {
  const body = stringify([...days], { header: true, columns: [...columns], record_delimiter: 'windows' })
  return new Content(
    200,
    {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="calls-${from}-${to}.csv"`,
    },
    body,
  )
}

const columns: readonly (keyof Report['days'][number])[] = [
  'day',
  'calls',
  'answered',
  'abandoned',
  'voicemail',
  'outOfHours',
  'misdials',
  'medianAnswerSeconds',
  'p90AnswerSeconds',
]
