/** Plays the cases, a few at a time, each at a company of its own, and looks at the end whether anything is left. */
import { getEngineStatus } from '@mainline/contract'
import type { ApiClient } from './api-client.ts'
import type { Building } from './building.ts'
import type { CaseResult, Check, DemoCase } from './demo-case.ts'
import type { Report } from './report.ts'
import { Stage } from './stage.ts'
import { until } from './waiting.ts'

/** Enough to be over within a minute, few enough to follow. */
const AT_A_TIME = 3

export async function runCases(
  building: Building,
  cases: readonly DemoCase[],
  report: Report,
): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  const waiting = [...cases]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await runCase(building, next, report)
      results.push(result)
      report.finished(result)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  const rest = await nothingIsLeft(building.api)
  report.finished(rest)
  return [...results, rest]
}

async function runCase(building: Building, demoCase: DemoCase, report: Report): Promise<CaseResult> {
  const { id, title, people, mainNumber, play } = demoCase
  const company = await building.moveIn(`Company of ${id}`, people, mainNumber)
  const stage = new Stage(building, company, (seconds, words) => report.told(id, seconds, words))
  let error: string | undefined
  try {
    await play(stage)
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.message : String(thrown)
  } finally {
    stage.close()
  }
  const { path, calls, checks, elapsed: seconds } = stage
  const ok = error === undefined && checks.length > 0 && checks.every(({ holds }) => holds)
  return { id, title, ok, seconds, path, calls, checks, ...(error !== undefined && { error }) }
}

/** After the last call the engine holds no call, dialog or audio port any more. */
async function nothingIsLeft(api: ApiClient): Promise<CaseResult> {
  const started = performance.now()
  let held: Record<string, number> = {}
  const look = async () => {
    const { liveCalls, dialogs, mediaPorts, journalBacklog } = await api.call(getEngineStatus, {})
    held = { liveCalls, dialogs, mediaPorts, journalBacklog }
    return Object.values(held).every((count) => count === 0) || undefined
  }
  const ok = await until('the engine is at rest', look, 10_000).catch(() => false)
  const checks: Check[] = Object.entries(held).map(([what, count]) => ({
    words: `${what}: ${count}`,
    holds: count === 0,
  }))
  const seconds = (performance.now() - started) / 1000
  const title = 'When all is over nothing is left in the engine'
  return { id: 'nothing-left', title, ok, seconds, path: [], calls: [], checks }
}
