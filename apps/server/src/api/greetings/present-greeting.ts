/** A greeting as the contract shows it: without the path of its file. */
import type { chooseGreeting, MethodOutput } from '@mainline/contract'
import type { GreetingRow } from '@mainline/storage'
import { toIso } from '../instant.ts'

export function presentGreeting(row: GreetingRow): MethodOutput<typeof chooseGreeting> {
  const { id, numberId, mailboxId, kind, language, source, words, seconds, chosen, createdBy } = row
  return {
    ...{ id, numberId, mailboxId, kind, language, source, words, seconds, chosen, createdBy },
    from: row.validFrom === null ? null : toIso(row.validFrom),
    until: row.validUntil === null ? null : toIso(row.validUntil),
    createdAt: toIso(row.createdAt),
  }
}
