/** Replaces the hunt group of a main number (M10, N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { presentHuntGroup, revisionOf } from './present-hunt-group.ts'

export const setHuntMembers: Handler<typeof contract.setHuntMembers> = async (
  { params: { numberId }, body },
  { db },
) =>
  transact(db, async (tx) => {
    // The lock keeps the list as it is between the comparison and the change.
    await tx.selectFrom('numbers').select('id').where('id', '=', numberId).forUpdate().execute()
    const before = await storage.listHuntMembers(tx, numberId)
    const members = body.members.map(toNewMember)
    const after = await storage.setHuntMembers(tx, numberId, members)
    const group = presented(after, (list) => presentHuntGroup(numberId, list))
    if (Refused.is(group) || revisionOf(before) === body.revision) return group
    const current = presentHuntGroup(numberId, before)
    return new Refused('members-changed', 'the group was changed in between', { current })
  })

type Given = contract.MethodInput<typeof contract.setHuntMembers>['body']['members'][number]

const toNewMember = (member: Given): storage.NewHuntMember =>
  member.kind === 'number'
    ? { numberId: member.numberId, lamp: member.lamp }
    : { externalE164: member.e164, name: member.name }
