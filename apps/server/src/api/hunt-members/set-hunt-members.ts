/** Replaces the hunt group of a main number (M10, N12). */
import type * as contract from '@mainline/contract'
import { classRefused, refuse } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { presented, Refused, refusedFor } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { outsideAllowedAt } from '../call-settings/outside-allowed-at.ts'
import { presentHuntGroup, revisionOf } from './present-hunt-group.ts'

export const setHuntMembers: Handler<typeof contract.setHuntMembers> = async (
  { params: { numberId }, body },
  { db },
) =>
  transact(db, async (tx) => {
    // The lock keeps the list as it is between the comparison and the change.
    const own = body.members.flatMap((member) => (member.kind === 'number' ? [member.numberId] : []))
    await storage.lockHuntGroup(tx, numberId, own)
    const before = await storage.listHuntMembers(tx, numberId)
    const refused = await judgeOutside(tx, numberId, body.members)
    if (refused) return refused
    const members = body.members.map(toNewMember)
    const after = await storage.setHuntMembers(tx, numberId, members)
    const group = presented(after, (list) => presentHuntGroup(numberId, list))
    if (Refused.is(group) || revisionOf(before) === body.revision) return group
    const current = presentHuntGroup(numberId, before)
    return new Refused('members-changed', 'the group was changed in between', { current })
  })

/** Members outside cost what a forward there costs. */
async function judgeOutside(
  tx: storage.Tx,
  numberId: string,
  members: readonly Given[],
): Promise<Refused | undefined> {
  const main = await storage.findNumber(tx, numberId)
  const outside = main && (await outsideAllowedAt(tx, main.siteId, main.e164))
  if (!outside) return undefined
  const faults = members.flatMap((member) => {
    const refused = member.kind === 'number' ? undefined : classRefused(member.e164, outside)
    return refused === undefined || member.kind === 'number'
      ? []
      : [refuse('member-not-allowed', { name: `${member.name} (${member.e164})`, class: refused })]
  })
  return refusedFor(faults)
}

type Given = contract.MethodInput<typeof contract.setHuntMembers>['body']['members'][number]

const toNewMember = (member: Given): storage.NewHuntMember =>
  member.kind === 'number'
    ? { numberId: member.numberId, lamp: member.lamp }
    : { externalE164: member.e164, name: member.name }
