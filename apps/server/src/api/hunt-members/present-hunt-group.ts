/** A hunt group as the contract shows it (M10). */
import { createHash } from 'node:crypto'
import type { listHuntMembers, MethodOutput } from '@mainline/contract'
import type { KeptHuntMember } from '@mainline/storage'

export function presentHuntGroup(
  numberId: string,
  members: readonly KeptHuntMember[],
): MethodOutput<typeof listHuntMembers> {
  return {
    numberId,
    revision: revisionOf(members),
    members: members.map((member) => {
      const { id, e164, name } = member
      return member.kind === 'external'
        ? { kind: 'external', id, e164, name }
        : {
            kind: 'number',
            id,
            numberId: member.numberId,
            e164,
            name,
            state: member.state,
            lamp: member.lamp,
          }
    }),
    warning: members.length > 0 ? null : 'The group is empty: a step that rings it is skipped at once.',
  }
}

/** N12: tells one list of members from another; labels and states of own numbers may change without it. */
export function revisionOf(members: readonly KeptHuntMember[]): string {
  const list = members.map((member) =>
    member.kind === 'external' ? [member.e164, member.name] : [member.numberId, member.lamp],
  )
  return createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16)
}
