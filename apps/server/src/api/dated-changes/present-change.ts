/** A dated change as the contract shows it. */
import type { createDatedChange, MethodOutput } from '@mainline/contract'
import { hoursInWords, offsetWindow, routeInWords } from '@mainline/pbx'
import type { DatedChangeRow } from '@mainline/storage'
import { toIso } from '../instant.ts'

type Shown = MethodOutput<typeof createDatedChange>

/** @param zone IANA zone of the site */
export function presentChange(row: DatedChangeRow, zone: string): Shown {
  const { id, numberId, name, inHours, outOfHours, hours, version, changedBy } = row
  return {
    ...{ id, numberId, name, from: row.startsAt, until: row.endsAt, inHours, outOfHours, hours },
    inWords: [
      ...(inHours ? [`In hours: ${routeInWords(inHours)}.`] : []),
      ...(outOfHours ? [`Out of hours: ${routeInWords(outOfHours)}.`] : []),
      ...(hours ? [`Hours: ${hoursInWords(hours)}.`] : []),
    ],
    phase: phaseOf(row, zone),
    ...{ version, changedAt: toIso(row.changedAt), changedBy },
  }
}

function phaseOf({ startsAt, endsAt }: DatedChangeRow, zone: string): Shown['phase'] {
  const now = Date.now()
  const local = new Date(now + offsetWindow(zone, now).offset).toISOString().slice(0, 16)
  if (local < startsAt) return 'ahead'
  return local < endsAt ? 'in-force' : 'over'
}
