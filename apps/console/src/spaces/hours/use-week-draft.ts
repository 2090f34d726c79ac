/** The weekly hours while they are edited: kind and spans, with every step to undo. */
import type { OpeningHours } from '@mainline/pbx'
import { useCallback, useMemo, useState } from 'react'
import { intervalsOf, type Span, spansOf } from './week-model.ts'

export interface WeekDraft {
  readonly mode: OpeningHours['mode']
  readonly spans: readonly Span[]
}

interface History {
  readonly now: WeekDraft
  readonly before: readonly WeekDraft[]
  /** Changes of one drag, or of one edge by arrows, are one step. */
  readonly step: string | undefined
}

const draftOf = (hours: OpeningHours): WeekDraft => ({ mode: hours.mode, spans: spansOf(hours) })

const hoursOf = ({ mode, spans }: WeekDraft): OpeningHours =>
  mode === 'weekly' ? { mode, intervals: intervalsOf(spans) } : { mode }

export function useWeekDraft(saved: OpeningHours) {
  const [history, setHistory] = useState<History>(() => ({
    now: draftOf(saved),
    before: [],
    step: undefined,
  }))
  const change = useCallback(
    (changed: Partial<WeekDraft>, step?: string) =>
      setHistory(({ now, before, step: last }) => ({
        now: { ...now, ...changed },
        before: step !== undefined && step === last ? before : [...before, now],
        step,
      })),
    [],
  )
  const undo = useCallback(
    () =>
      setHistory((old) => {
        const last = old.before.at(-1)
        return last ? { now: last, before: old.before.slice(0, -1), step: undefined } : old
      }),
    [],
  )
  const reset = useCallback(
    (hours: OpeningHours) => setHistory({ now: draftOf(hours), before: [], step: undefined }),
    [],
  )
  const hours = useMemo(() => hoursOf(history.now), [history.now])
  const changed = useMemo(
    () => JSON.stringify(hours) !== JSON.stringify(hoursOf(draftOf(saved))),
    [hours, saved],
  )
  return { draft: history.now, hours, changed, change, undo, canUndo: history.before.length > 0, reset }
}
