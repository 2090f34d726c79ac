/** Whoever asks is away, or back: of the membership that the session works in, and nothing else of it (C8). */
import type * as contract from '@mainline/contract'
import { findMembership, type Membership, updateMembership } from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { absenceColumns, presentAbsence } from '../users/absence.ts'
import { needsPerson, personOf } from './person.ts'

export const getOwnAbsence: Handler<typeof contract.getOwnAbsence> = async (_, facts) => {
  const membership = personOf(facts) && (await findMembership(facts.db, facts.principal.id))
  return membership ? present(membership) : needsPerson()
}

export const saveOwnAbsence: Handler<typeof contract.saveOwnAbsence> = async (
  { body: { version, absence } },
  facts,
) => {
  const membership = personOf(facts) && (await findMembership(facts.db, facts.principal.id))
  if (!membership) return needsPerson()
  return presented(await updateMembership(facts.db, membership.id, version, absenceColumns(absence)), present)
}

const present = (row: Membership) => ({ version: row.version, absence: presentAbsence(row) })
