/** The keys that whoever asks works the desk with. */
import * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { needsPerson, personOf } from '../sign-in/person.ts'

export const getDeskKeys: Handler<typeof contract.getDeskKeys> = async (_, facts) => {
  const userId = personOf(facts)
  return userId === undefined ? needsPerson() : present(await storage.findDeskKeys(facts.db, userId))
}

export const saveDeskKeys: Handler<typeof contract.saveDeskKeys> = async (
  { body: { version, keys } },
  facts,
) => {
  const userId = personOf(facts)
  if (userId === undefined) return needsPerson()
  const twice = doneTwice(keys)
  if (twice) return new Refused('desk-key-twice', `${twice.key} does two things: ${twice.does.join(' and ')}`)
  return presented(await storage.saveDeskKeys(facts.db, userId, version, keys), present)
}

/** A key that has come since the person last saved is as delivered. */
function present(row: { keys: Record<string, string | null>; version: number } | undefined) {
  const { standardDeskKeys: standard } = contract
  const keys = { ...standard, ...row?.keys } as contract.DeskKeys
  return { version: row?.version ?? 0, keys, standard }
}

function doneTwice(keys: contract.DeskKeys): { key: string; does: string[] } | undefined {
  const does = Map.groupBy(Object.entries(keys), ([, key]) => key)
  for (const [key, uses] of does)
    if (key !== null && uses.length > 1) return { key, does: uses.map(([action]) => action) }
  return undefined
}
