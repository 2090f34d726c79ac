/** A message that reception took, as the contract shows it. */
import type { MethodOutput, takeReceptionMessage } from '@mainline/contract'
import type { NamedReceptionMessage } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

export function presentReceptionMessage(
  row: NamedReceptionMessage,
): MethodOutput<typeof takeReceptionMessage> {
  const { id, operatorId: _, callId: __, takenAt, acknowledgedAt, ...plain } = row
  return {
    receptionMessageId: id,
    ...plain,
    takenAt: toIso(takenAt),
    acknowledgedAt: toIsoOrNull(acknowledgedAt),
  }
}
