/** How long a caller waited: until somebody talked to it, or until the mailbox or a notice did; else until it left. */
import type { CallInFull } from './call-words.ts'

/** When the line was answered says it not: music to wait by is heard on an answered line (C7). */
export function secondsWaited({
  result,
  path,
  startedAt,
  endedAt,
}: Pick<CallInFull, 'result' | 'startedAt' | 'endedAt'> & {
  readonly path: readonly Pick<CallInFull['path'][number], 'step' | 'outcome' | 'from' | 'to'>[]
}): number | undefined {
  if (result === 'rejected') return undefined
  const end = path.find(({ step, outcome }) => outcome === 'answered' || machines.has(step))
  const until = end === undefined ? endedAt : end.outcome === 'answered' ? end.to : end.from
  return (Date.parse(until) - Date.parse(startedAt)) / 1000
}

const machines: ReadonlySet<string> = new Set(['voicemail', 'notice', 'portal'])
