/** That a person is away, between the contract and its row. */
import type { MethodInput, saveOwnAbsence } from '@mainline/contract'
import type { Membership } from '@mainline/storage'
import { fromIso, toIsoOrNull } from '../instant.ts'

type Absence = MethodInput<typeof saveOwnAbsence>['body']['absence']

/** @param absence undefined: it stays as it is */
export function absenceColumns(absence: Absence | undefined) {
  if (absence === undefined) return {}
  const { note = null, until = null } = absence ?? {}
  return { absence: note, absentUntil: until === null ? null : fromIso(until) }
}

export const presentAbsence = ({ absence, absentUntil }: Pick<Membership, 'absence' | 'absentUntil'>) =>
  absence === null ? null : { note: absence, until: toIsoOrNull(absentUntil) }
