/** Adds up the days of a report. */
import type { getSiteReport, MethodOutput } from '@mainline/contract'
import type { CallDay } from '@mainline/storage'

type Report = MethodOutput<typeof getSiteReport>
type Counts = Omit<Report['days'][number], 'day'>
type Tally = Readonly<Record<string, number>>

/** Waits are counted by half seconds. */
const BUCKET_SECONDS = 0.5

/** The days in order, those of one day together, and their sum. */
export function addUp(rows: readonly CallDay[]): Pick<Report, 'total' | 'days'> {
  const byDay = Map.groupBy(rows, ({ day }) => day)
  return {
    total: {
      ...countsOf(rows),
      results: mostFirst(summed(rows.map(({ results }) => results))).map(([result, calls]) => ({
        // The database holds only what the domain says.
        result: result as Report['total']['results'][number]['result'],
        calls,
      })),
      answeredBy: tallyOf(rows.map(({ answeredBy }) => answeredBy)),
      abandonedIn: tallyOf(rows.map(({ abandoned }) => abandoned)),
    },
    days: [...byDay].map(([day, ofDay]) => ({ day, ...countsOf(ofDay) })),
  }
}

function countsOf(rows: readonly CallDay[]): Counts {
  const results = summed(rows.map((row) => row.results))
  const of = (...names: string[]) => names.reduce((sum, name) => sum + (results.get(name) ?? 0), 0)
  const sum = (count: (row: CallDay) => number) => rows.reduce((total, row) => total + count(row), 0)
  const waits = [...summed(rows.map((row) => row.waits))]
    .map(([bucket, calls]) => [Number(bucket), calls] as const)
    .sort(([a], [b]) => a - b)
  return {
    calls: sum((row) => row.calls),
    answered: of('answered-by-member', 'answered-by-reception', 'forwarded'),
    abandoned: of('abandoned'),
    voicemail: of('voicemail-left'),
    outOfHours: sum((row) => row.outOfHours),
    misdials: sum((row) => row.misdials),
    medianAnswerSeconds: quantile(waits, 0.5),
    p90AnswerSeconds: quantile(waits, 0.9),
  }
}

/** The least wait that so large a part of the calls did not exceed. */
function quantile(waits: readonly (readonly [bucket: number, calls: number])[], part: number): number | null {
  const all = waits.reduce((sum, [, calls]) => sum + calls, 0)
  let seen = 0
  for (const [bucket, calls] of waits) {
    seen += calls
    if (seen >= all * part) return bucket * BUCKET_SECONDS
  }
  return null
}

function summed(tallies: readonly (Tally | null)[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const tally of tallies)
    for (const name in tally) sums.set(name, (sums.get(name) ?? 0) + (tally[name] ?? 0))
  return sums
}

const mostFirst = (sums: Map<string, number>): [string, number][] =>
  [...sums].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))

const tallyOf = (tallies: readonly (Tally | null)[]) =>
  mostFirst(summed(tallies)).map(([name, calls]) => ({ name, calls }))
