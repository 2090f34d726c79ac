/** Rulings as the contract shows them (M9). */
import type { getNumberRule, MethodOutput } from '@mainline/contract'
import type { Ruling, Timetable } from '@mainline/pbx'
import { toIso, toIsoOrNull } from '../instant.ts'

type Rules = MethodOutput<typeof getNumberRule>

export const presentRuling = ({
  open,
  rule,
  reasonInWords,
  until,
  eventId,
  change,
}: Ruling): Rules['now'] => ({
  open,
  rule,
  reason: reasonInWords,
  until: toIsoOrNull(until),
  eventId: eventId ?? null,
  change: change ? { id: change.id, name: change.name } : null,
})

/** The rule that wins, and the one after it. */
export function presentRules(timetable: Pick<Timetable, 'rulingAt'>, at: number): Rules {
  const now = timetable.rulingAt(at)
  const next = now.until === undefined ? undefined : timetable.rulingAt(now.until)
  return { at: toIso(at), now: presentRuling(now), next: next ? presentRuling(next) : null }
}
